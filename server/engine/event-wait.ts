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
import { durationMs } from "../domain/duration";
import { canonicalEventType } from "../domain/event-type";
import { plainPath } from "../domain/loop-frame";
import type { StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { renderConfig } from "../domain/template";
import type { Outcome } from "./outcome";
import { findStep, isObject, type RunMemory } from "./run-memory";

type WaitStep = Extract<Step, { type: "wait_for_event" }>;

const LOOK_AGAIN_MS = 2_000;

/** The first visit: the row, and when to look again. */
export function openWait(memory: RunMemory, ref: StepRef, step: WaitStep, scope: DataScope): Outcome {
  const at = now();
  const length =
    step.timeout && durationMs({ ...step.timeout, value: renderConfig(step.timeout.value, scope).value });
  if (length === null) {
    const message = "The longest time to wait is not a number. Check the step's timeout.";
    return { kind: "failed", error: { code: "invalid_timeout", message, retryable: false } };
  }
  const expiresAt = length === undefined ? null : new Date(at.getTime() + length);
  const again = new Date(at.getTime() + LOOK_AGAIN_MS);
  return {
    kind: "waiting",
    wakeAt: expiresAt && expiresAt < again ? expiresAt : again,
    wait: {
      id: newId(),
      stepId: ref.stepId,
      path: ref.path,
      kind: "event",
      eventTypes: step.event_types.map(canonicalEventType),
      subject: step.same_contact ? memory.run.subject : null,
      match: nested(renderConfig(step.match, scope).value),
      opensAt: previousStepBegan(memory, ref.path) ?? at,
      expiresAt,
    },
  };
}

/** A later visit: it came, its time is up, or neither yet. */
export async function visitWait(memory: RunMemory, ref: StepRef): Promise<Outcome> {
  await lookBack(memory.run.id);
  for (;;) {
    const wait = await readWait(memory.run.id, ref);
    if (wait?.event_id) {
      return {
        kind: "succeeded",
        outlet: "event",
        output: { event_type: wait.type, event_id: wait.event_id, ...wait.payload },
      };
    }
    // Closed by an earlier visit at its timeout, whose record was lost in a crash.
    if (wait?.closed_at) return { kind: "succeeded", outlet: "timeout", output: { timed_out: true } };
    if (!wait?.expires_at || wait.expires_at > now())
      return { kind: "waiting", wakeAt: wait?.expires_at ?? null };
    const { rowCount } = await pool().query(
      "update waits set closed_at = $2 where id = $1 and closed_at is null",
      [wait.id, now()],
    );
    // Not open any more: the event was quicker than the clock.
    if (rowCount === 1) return { kind: "succeeded", outlet: "timeout", output: { timed_out: true } };
  }
}

/** Ends the run's open waits that an event since their opening already matched. */
export async function lookBack(runId: string): Promise<void> {
  await pool().query(
    `update waits set matched_event_id = found.id, closed_at = $2
     from waits w cross join lateral (
       select e.id from events e left join payloads p on p.id = e.payload_id
       where e.workspace_id = w.workspace_id and e.type = any(w.event_types) and e.created_at >= w.opens_at
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

/** Of its own iteration: what came before the item was begun is not meant for it. */
function previousStepBegan(memory: RunMemory, path: string): Date | null {
  const own = plainPath(path);
  const done = [...memory.steps.values()].filter(
    (step) => step.status === "succeeded" && plainPath(step.path) === own,
  );
  return done.at(-1)?.startedAt ?? null;
}

/** { "a.b": 1 } as { a: { b: 1 } }, which a payload contains or not. */
function nested(match: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (!isObject(match)) return result;
  for (const [path, value] of Object.entries(match)) {
    const parts = path.replace(/^trigger\.|^event\./, "").split(".");
    let place = result;
    for (const part of parts.slice(0, -1)) {
      const inner = place[part];
      const next: Record<string, unknown> = isObject(inner) ? inner : {};
      place[part] = next;
      place = next;
    }
    const last = parts.at(-1);
    if (last) place[last] = value;
  }
  return result;
}
