import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type MailConnection = inferRouterOutputs<AppRouter>["connections"]["list"][number];
