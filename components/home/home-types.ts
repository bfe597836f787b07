import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type HomeStats = inferProcedureOutput<AppRouter["stats"]["home"]>;
export type Starter = inferProcedureOutput<AppRouter["flows"]["starters"]>[number];
