import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type MessageListItem = inferProcedureOutput<AppRouter["messages"]["list"]>["messages"][number];
export type MessageDetail = inferProcedureOutput<AppRouter["messages"]["get"]>;
