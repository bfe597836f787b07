import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** What the flow pages know, as the server sends it. */
export type FlowListItem = inferProcedureOutput<AppRouter["flows"]["list"]>["flows"][number];
export type FlowSafeguardsState = inferProcedureOutput<AppRouter["safeguards"]["ofFlow"]>;
export type FlowDetail = inferProcedureOutput<AppRouter["flows"]["get"]>;
