import * as z from "zod";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { GateRule } from "@/server/domain/gate";
import type { MessageChannel, MessagePurpose } from "@/server/domain/messaging";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

export const gateCursorSchema = z.object({ at: z.date(), id: z.uuid() });
type Cursor = z.output<typeof gateCursorSchema>;

export type GateDecisionItem = {
  id: string;
  channel: MessageChannel;
  recipient: string;
  purpose: MessagePurpose;
  mode: "live" | "test";
  verdict: "send" | "hold" | "skip";
  rule: GateRule | "clear";
  value: string;
  words: string;
  until: Date | null;
  at: Date;
  runId: string;
  stepId: string;
  path: string;
  flow: { id: string; name: string } | null;
};

const ITEM = `d.id, d.channel, d.recipient, d.purpose, d.mode::text as mode, d.verdict, d.rule, d.value, d.words, d.until, d.at, d.run_id as "runId",
  d.step_id as "stepId", d.iteration_path as path, case when f.id is not null then json_build_object('id', f.id, 'name', f.name) end as flow`;
const FLOW = "left join automation_flows f on f.workspace_id = d.workspace_id and f.id = d.flow_id";

/** Why a contact got, or did not get, what flows meant to send: a page, the newest first. */
export async function decisionsOfContact(
  workspaceId: WorkspaceId,
  contactId: string,
  cursor: Cursor | undefined,
) {
  const { rows } = await pool().query<GateDecisionItem>(
    `select ${ITEM} from gate_decisions d ${FLOW}
     where d.workspace_id = $1 and d.contact_id = $2 and ($3::timestamptz is null or (d.at, d.id) < ($3, $4::uuid))
     order by d.at desc, d.id desc limit $5`,
    [workspaceId, contactId, cursor?.at ?? null, cursor?.id ?? null, PAGE + 1],
  );
  const decisions = rows.slice(0, PAGE);
  const last = decisions.at(-1);
  const nextCursor = rows.length > PAGE && last ? { at: last.at, id: last.id } : null;
  return { decisions, nextCursor };
}

/** All of one step of a run, in order; of an iteration when it stands in a loop. */
export async function decisionsOfStep(
  workspaceId: WorkspaceId,
  step: { runId: string; stepId: string; path: string },
) {
  const { rows } = await pool().query<GateDecisionItem>(
    `select ${ITEM} from gate_decisions d ${FLOW}
     where d.workspace_id = $1 and d.run_id = $2 and d.step_id = $3 and d.iteration_path = $4 order by d.at, d.id limit 200`,
    [workspaceId, step.runId, step.stepId, step.path],
  );
  return rows;
}

export type GateFigures = {
  days: number;
  sent: number;
  /** Messages that were held at least once, and those that were not sent, by the rule that decided. */
  held: { rule: GateRule; messages: number }[];
  skipped: { rule: GateRule; messages: number }[];
};

/** What the gate made of a flow's live messages in the last 30 days. */
export async function gateFigures(workspaceId: WorkspaceId, flowId: string): Promise<GateFigures> {
  const days = 30;
  const { rows } = await pool().query<{
    verdict: "send" | "hold" | "skip";
    rule: GateRule;
    messages: number;
  }>(
    `select verdict, rule, count(distinct (run_id, step_id, iteration_path))::int as messages from gate_decisions
     where workspace_id = $1 and flow_id = $2 and mode = 'live' and at > $3 group by verdict, rule order by messages desc, rule`,
    [workspaceId, flowId, new Date(now().getTime() - days * 86_400_000)],
  );
  const of = (verdict: string) =>
    rows.filter((row) => row.verdict === verdict).map(({ rule, messages }) => ({ rule, messages }));
  return {
    days,
    sent: of("send").reduce((sum, { messages }) => sum + messages, 0),
    held: of("hold"),
    skipped: of("skip"),
  };
}
