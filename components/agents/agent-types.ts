import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type AgentList = inferRouterOutputs<AppRouter>["agents"]["list"];
export type Agent = AgentList["agents"][number];
