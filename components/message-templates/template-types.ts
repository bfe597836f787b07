import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type MessageTemplate = inferRouterOutputs<AppRouter>["messageTemplates"]["list"][number];
export type TemplatePreview = inferRouterOutputs<AppRouter>["messageTemplates"]["preview"];

/** What is being written. */
export type TemplateDraft = Pick<MessageTemplate, "channel" | "key" | "name" | "subject" | "text" | "html">;
