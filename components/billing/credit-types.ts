import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type CreditItem = inferProcedureOutput<AppRouter["credits"]["list"]>["items"][number];
export type FlowBudget = inferProcedureOutput<AppRouter["flowBudgets"]["get"]>;
