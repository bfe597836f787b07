import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Usage = inferRouterOutputs<AppRouter>["usage"];

export type UsageOfPeriod = Usage["period"];
export type PeriodOption = Usage["periods"][number];
export type UsageRecord = Usage["records"]["records"][number];
