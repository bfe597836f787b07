/**
 * Waiting for an event. The wait is a row, written with the record of its step; accept-event ends it in the transaction
 * of the event that matches. An event that was being accepted while the row was written may miss it, so the wait looks
 * back over the events since the step before it began: once when it is written, and once more when every acceptance that
 * was under way then must be over (write transactions stay under a second).
 */
import { now } from "../db/clock";
import { newId } from "../db/id";
import { pool } from "../db/pool";
import type { DataScope } from "../domain/data-scope";
import { findStep } from "../domain/find-step";
import type { StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { heard, LOOK_AGAIN_MS, timedOut, waitTerms } from "../domain/wait-terms";
import type { Outcome } from "./outcome";
import type { RunMemory } from "./run-memory";

type WaitStep = Extract<Step, { type: "wait_for_event" }>;

/** The first visit: the row, and when to look again. */
export function openWait(memory: RunMemory, ref: StepRef, step: WaitStep, scope: DataScope): Outcome {
  const at = now();
  const asked = waitTerms(memory, ref, step, scope, at);
  if (!asked.ok) return asked.outcome;
  const { expiresAt } = asked.terms;
  const again = new Date(at.getTime() + LOOK_AGAIN_MS);
  return {
    kind: "waiting",
    wakeAt: expiresAt && expiresAt < again ? expiresAt : again,
    wait: {
      id: newId(),
      stepId: ref.stepId,
      path: ref.path,
      kind: "event",
      subject: step.same_contact ? memory.run.subject : null,
      ...asked.terms,
    },
  };
}

/** A later visit: it came, its time is up, or neither yet. */
export async function visitWait(memory: RunMemory, ref: StepRef): Promise<Outcome> {
  await lookBack(memory.run.id);
  for (;;) {
    const wait = await readWait(memory.run.id, ref);
    if (wait?.event_id) return heard({ ...wait, id: wait.event_id });
    // Closed by an earlier visit at its timeout, whose record was lost in a crash.
    if (wait?.closed_at) return timedOut;
    if (!wait?.expires_at || wait.expires_at > now())
      return { kind: "waiting", wakeAt: wait?.expires_at ?? null };
    const { rowCount } = await pool().query(
      "update waits set closed_at = $2 where id = $1 and closed_at is null",
      [wait.id, now()],
    );
    // Not open any more: the event was quicker than the clock.
    if (rowCount === 1) return timedOut;
  }
}

/** Ends the run's open waits that an event since their opening already matched. */
export async function lookBack(runId: string): Promise<void> {
  await pool().query(
    `update waits set matched_event_id = found.id, closed_at = $2
     from waits w cross join lateral (
       select e.id from events e left join payloads p on p.id = e.payload_id
       where e.workspace_id = w.workspace_id and e.type = any(w.event_types) and e.created_at >= w.opens_at
         and e.id is distinct from w.after_event_id
         and (w.expires_at is null or e.created_at <= w.expires_at)
         and (w.subject is null or e.subject = w.subject or exists (
           select 1 from contact_keys a join contact_keys b on b.workspace_id = a.workspace_id and b.contact_id = a.contact_id
           where a.workspace_id = w.workspace_id and a.key = w.subject and b.key = e.subject)) and coalesce(e.payload, p.body) @> w.match
       order by e.created_at limit 1) found
     where w.run_id = $1 and w.closed_at is null and w.kind = 'event' and waits.id = w.id and waits.closed_at is null`,
    [runId, now()],
  );
}

/** Steps whose event has come, so that the rule sees them as due. */
export async function answeredWaits(memory: RunMemory): Promise<StepRef[]> {
  const waits = [...memory.steps.values()].filter(
    (step) => step.status === "waiting" && WAITING.has(findStep(memory.definition, step.stepId)?.type ?? ""),
  );
  if (waits.length === 0) return [];
  const { rows } = await pool().query<StepRef>(
    `select step_id as "stepId", iteration_path as path from waits where run_id = $1 and matched_event_id is not null
       and (step_id, iteration_path) in (select * from unnest($2::text[], $3::text[]))`,
    [memory.run.id, waits.map(({ stepId }) => stepId), waits.map(({ path }) => path)],
  );
  return rows;
}

/** Actions wait for the end of what they began. */
const WAITING = new Set(["wait_for_event", "action"]);

type WaitRead = {
  id: string;
  event_id: string | null;
  expires_at: Date | null;
  closed_at: Date | null;
  type: string | null;
  payload: Record<string, unknown> | null;
};

async function readWait(runId: string, ref: StepRef): Promise<WaitRead | undefined> {
  const { rows } = await pool().query<WaitRead>(
    `select w.id, w.matched_event_id as event_id, w.expires_at, w.closed_at, e.type, coalesce(e.payload, p.body) as payload
     from waits w left join events e on e.workspace_id = w.workspace_id and e.id = w.matched_event_id left join payloads p on p.id = e.payload_id
     where w.run_id = $1 and w.step_id = $2 and w.iteration_path = $3`,
    [runId, ref.stepId, ref.path],
  );
  return rows[0];
}
