import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** Prices and estimates as the server sends them. */
export type Estimate = inferProcedureOutput<AppRouter["dryRun"]["estimate"]>;
export type ActualCost = NonNullable<inferProcedureOutput<AppRouter["dryRun"]["actual"]>>;
