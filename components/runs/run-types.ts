import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** What the run's page knows, as the server sends it. */
export type RunDetail = inferProcedureOutput<AppRouter["runs"]["get"]>;
export type RunFacts = RunDetail["run"];
export type RunStep = RunDetail["steps"][number];
export type RunLoop = RunDetail["loops"][number];
export type SubRun = RunDetail["subRuns"][number];
export type StepSummary = RunDetail["loopSteps"][number];
export type Iteration = inferProcedureOutput<AppRouter["runs"]["iterations"]>["iterations"][number];
export type RunListItem = inferProcedureOutput<AppRouter["runs"]["list"]>["runs"][number];
