import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { writeAudit } from "../ops/audit";
import { syncFlowTriggers } from "./flow-triggers";

export type StopReason =
  | { reason: "loop_guard"; startsPerHour: number; contactId: string; eventId: string; eventType: string }
  | { reason: "budget"; budget: number; setting: string; period: string; resumesAt: Date | null };

/**
 * Baton pauses a flow by itself: events start it no more, and its runs stop where they are until it is turned on again.
 * Its name, or null where it was not on: of several at once the first one does it. Whom to tell is the caller's.
 */
export async function stopFlow(
  tx: Tx,
  workspaceId: WorkspaceId,
  flowId: string,
  why: StopReason,
): Promise<string | null> {
  const at = now().toISOString();
  const { rows } = await tx.query<{ name: string }>(
    `update automation_flows set status = 'paused', halted_at = $3::timestamptz, updated_at = $3::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and status = 'active' returning name`,
    [workspaceId, flowId, at],
  );
  const [flow] = rows;
  if (!flow) return null;
  await syncFlowTriggers(tx, { workspaceId, flowId, none: true });
  const guard = why.reason === "loop_guard" ? why : null;
  const budget = why.reason === "budget" ? why : null;
  await tx.query(
    `insert into flow_stops (id, workspace_id, flow_id, reason, contact_id, event_id, event_type, starts_per_hour, budget, setting, period, resumes_at, at, mailed_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::uuid, $7, $8::int, $9::bigint, $10::uuid, $11, $12::timestamptz, $13::timestamptz, $14::timestamptz)`,
    [
      ...[newId(), workspaceId, flowId, why.reason, guard?.contactId ?? null, guard?.eventId ?? null],
      ...[guard?.eventType ?? "", guard?.startsPerHour ?? 0],
      ...[
        budget?.budget ?? null,
        budget?.setting ?? null,
        budget?.period ?? null,
        budget?.resumesAt?.toISOString() ?? null,
      ],
      // Who watches budgets writes its mails itself.
      ...[at, budget ? at : null],
    ],
  );
  await writeAudit(tx, {
    workspaceId,
    actor: { type: "system", id: null, name: "Baton" },
    action: "flow.paused",
    target: { type: "flow", id: flowId, name: flow.name },
    details: detailsOf(why),
  });
  return flow.name;
}

function detailsOf(why: StopReason): Record<string, unknown> {
  if (why.reason === "budget") return { reason: "budget", tokens: why.budget / 1000, period: why.period };
  const { reason, startsPerHour, contactId, eventId, eventType } = why;
  return { reason, startsPerHour, contactId, eventId, eventType };
}
