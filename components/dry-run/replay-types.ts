import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** Replays as the server sends them. */
export type Replay = NonNullable<inferProcedureOutput<AppRouter["flowReplays"]["get"]>>;
export type ReplayChangeItem = inferProcedureOutput<AppRouter["flowReplays"]["changes"]>["changes"][number];
