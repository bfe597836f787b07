/**
 * Schedules whose time has come become events. A row is claimed, its event accepted and its next time set in one
 * transaction: a crash leaves it due. Whoever claims it next finds the event's dedupe key, so no time fires twice, also
 * when the clock was stepped back and the flow published again meanwhile.
 */
import { now } from "../db/clock";
import { inTransaction, type Tx } from "../db/pool";
import { dueFires } from "../domain/due-fires";
import { triggerSchema } from "../domain/flow";
import { mintWorkspaceId } from "../domain/workspace";
import { logger } from "../logger";
import { acceptEvent } from "./accept-event";

/** Write transactions stay well under a second. */
const BATCH = 50;
/** Then the caller goes on in another step, so that no call takes long. */
const MOST = 1_000;

/** Fires what is due. `more`: there may be further ones. */
export async function fireSchedules(): Promise<{ fired: number; more: boolean }> {
  let fired = 0;
  /** Those that could not be fired now stay due, and are tried again in a minute. */
  const failed: string[] = [];
  for (let claimed = 0; claimed < MOST; ) {
    const batch = await fireBatch(BATCH, failed).catch(async (error: unknown) => {
      logger.warn({ error: String(error) }, "schedules could not be fired together, trying one by one");
      return fireEach(failed);
    });
    fired += batch.fired;
    claimed += batch.claimed;
    if (batch.claimed === 0) return { fired, more: false };
  }
  return { fired, more: failed.length === 0 };
}

type Batch = { claimed: number; fired: number };

/** So that one which fails holds up no other. */
async function fireEach(failed: string[]): Promise<Batch> {
  const total = { claimed: 0, fired: 0 };
  for (let n = 0; n < BATCH; n++) {
    let flowId: string | undefined;
    try {
      const one = await fireBatch(1, failed, (id) => {
        flowId = id;
      });
      if (one.claimed === 0) break;
      total.fired += one.fired;
    } catch (error) {
      if (flowId === undefined) throw error;
      failed.push(flowId);
      logger.error({ error: String(error), flowId }, "a schedule could not be fired, it stays due");
    }
    total.claimed += 1;
  }
  return total;
}

type DueRow = { flow_id: string; workspace_id: string; next_at: Date; trigger: unknown };

/** The flow is locked first, as publishing does. A row whose flow is off, or has moved on, fires nothing. */
const CLAIM = {
  name: "schedules-claim",
  text: `
select s.flow_id, s.workspace_id, s.next_at, v.definition->'trigger' as trigger
from schedules s
  join automation_flows f on f.workspace_id = s.workspace_id and f.id = s.flow_id
  join flow_versions v on v.workspace_id = s.workspace_id and v.id = s.version_id
where s.next_at <= $1::timestamptz and f.status = 'active' and f.active_version_id = s.version_id and s.flow_id <> all($3::uuid[])
order by s.next_at limit $2
for key share of f skip locked for update of s skip locked`,
};

const MOVE = {
  name: "schedules-move",
  text: `
update schedules set next_at = $3::timestamptz, last_fired_at = coalesce($4::timestamptz, last_fired_at),
  missed_count = coalesce($5::int, missed_count), missed_from = coalesce($6::timestamptz, missed_from), missed_until = coalesce($7::timestamptz, missed_until)
where workspace_id = $1 and flow_id = $2`,
};

const END = {
  name: "schedules-end",
  text: "delete from schedules where workspace_id = $1 and flow_id = $2",
};

async function fireBatch(
  most: number,
  except: string[],
  claiming: (flowId: string) => void = () => {},
): Promise<Batch> {
  return inTransaction(async (tx) => {
    const at = now();
    const { rows } = await tx.query<DueRow>({ ...CLAIM, values: [at, most, except] });
    let fired = 0;
    for (const row of rows) {
      claiming(row.flow_id);
      if (await fire(tx, row, at)) fired += 1;
    }
    return { claimed: rows.length, fired };
  });
}

async function fire(tx: Tx, row: DueRow, at: Date): Promise<boolean> {
  const trigger = triggerSchema.parse(row.trigger);
  if (trigger.type !== "schedule") {
    await tx.query({ ...END, values: [row.workspace_id, row.flow_id] });
    return false;
  }
  const { cron, timezone } = trigger;
  const due = dueFires(cron, timezone, row.next_at, at);
  const lateMs = due.fire ? at.getTime() - due.fire.getTime() : 0;
  if (due.fire) {
    const scheduledFor = due.fire.toISOString();
    await acceptEvent(
      {
        workspaceId: mintWorkspaceId(row.workspace_id),
        type: "schedule.fired",
        source: "schedule",
        origin: "schedule",
        onlyFlowId: row.flow_id,
        externalId: `sched:${row.flow_id}:${scheduledFor}`,
        occurredAt: due.fire,
        payload: {
          ...{ scheduled_for: scheduledFor, fired_at: at.toISOString(), cron, timezone },
          ...(lateMs >= LATE_MS && { late_ms: lateMs }),
          ...(due.missed && { missed: due.missed.count }),
        },
      },
      tx,
    );
  }
  if (!due.next) await tx.query({ ...END, values: [row.workspace_id, row.flow_id] });
  else
    await tx.query({
      ...MOVE,
      values: [
        ...[row.workspace_id, row.flow_id, due.next, due.fire],
        ...[due.missed?.count, due.missed?.from, due.missed?.until],
      ],
    });
  return due.fire !== null;
}

/** What a person would call late. */
const LATE_MS = 60_000;
