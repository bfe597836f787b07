import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Connections = inferRouterOutputs<AppRouter>["connections"];

export type MailConnection = Connections["list"][number];
export type WebhookConnection = Connections["listWebhooks"][number];
