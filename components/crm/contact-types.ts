import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** What the contact pages know, as the server sends it. */
export type ContactListItem = inferProcedureOutput<AppRouter["contacts"]["list"]>["contacts"][number];
export type ContactDetail = inferProcedureOutput<AppRouter["contacts"]["get"]>;
export type ContactTask = inferProcedureOutput<AppRouter["tasks"]["list"]>["tasks"][number];
