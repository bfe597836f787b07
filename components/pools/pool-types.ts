import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Outputs = inferRouterOutputs<AppRouter>["pools"];

export type Pool = Outputs["list"][number];
export type PoolMember = Pool["members"][number];
export type Assignment = Outputs["assignments"]["assignments"][number];
