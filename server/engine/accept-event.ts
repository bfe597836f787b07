/**
 * The only way into Baton: an Event, the Runs it starts and the waits it ends are one statement. Whoever answers 202
 * answers it after this returned; whatever dies afterwards, the watchdog finds the queued runs.
 */
import { now } from "../db/clock";
import { newId } from "../db/id";
import { toJson } from "../db/json";
import { afterCommit, inTransaction, pool, type Tx } from "../db/pool";
import { contactFromPayload } from "../domain/contact-key";
import { AppError } from "../domain/errors";
import { canonicalEventType } from "../domain/event-type";
import { LIMITS } from "../domain/flow";
import type { NotStartedReason } from "../domain/not-started-words";
import { acceptStatement } from "./accept-statement";
import { type Announcement, announce } from "./announce";
import type { EventInput } from "./event-input";
import { exitRuns } from "./exit-runs";
import { failpoint } from "./failpoint";
import { findAcceptTargets, type StartTarget } from "./find-accept-targets";
import { stopLooping } from "./stop-looping";
import { traceCommit } from "./turn-trace";

export type { EventInput } from "./event-input";

export type Accepted = {
  eventId: string;
  duplicate: boolean;
  runs: { id: string; flowId: string }[];
  /** Flows that the event matched and did not start, and why. */
  notStarted: { flowId: string; reason: NotStartedReason }[];
};

const DAY_MS = 86_400_000;

/** With `tx` everything becomes part of that transaction, and the runs are announced when it commits. */
export async function acceptEvent(input: EventInput, tx?: Tx): Promise<Accepted> {
  const keys = dedupeKeys(input);
  if (tx) return acceptOnce(input, keys, tx, true);
  // Two keys may be half new: then nothing of this attempt may stay.
  if (keys.length > 1) return acceptInTransaction(input, keys);
  try {
    return await acceptOnce(input, keys, pool(), false);
  } catch (error) {
    if (error instanceof NeedsTransaction) return acceptInTransaction(input, keys);
    throw error;
  }
}

async function acceptInTransaction(input: EventInput, keys: DedupeKey[]): Promise<Accepted> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction((own) => acceptOnce(input, keys, own, true));
    } catch (error) {
      if (error instanceof AlreadyAccepted) return earlier(input, keys);
      // Runs that this event ends were just being ended, or told of an end, by others.
      if (!hasCode(error, "40P01") || attempt === 5) throw error;
    }
  }
}

async function acceptOnce(input: EventInput, keys: DedupeKey[], tx: Tx, inside: boolean): Promise<Accepted> {
  const at = now();
  const eventId = newId();
  const type = canonicalEventType(input.type);
  const body = toJson(input.payload);
  if (Buffer.byteLength(body) > LIMITS.payloadBytes)
    throw new AppError(
      "too_large",
      "The payload is larger than 512 KB. Send a reference to the data instead.",
    );
  const contact = contactFromPayload(input.payload);

  for (let attempt = 1; ; attempt++) {
    const targets = await findAcceptTargets(tx, input, input.matchType ?? type, contact);
    const guarded = targets.starts.some(({ guard }) => guard);
    if ((targets.exits.length > 0 || guarded) && !inside) throw new NeedsTransaction();
    const starts = targets.starts.map((target) => ({
      ...target,
      runId: newId(),
      shard: Math.floor(Math.random() * 16),
    }));
    const statement = acceptStatement({
      input,
      eventId,
      type,
      body,
      at,
      contact,
      targets,
      starts,
      keys: keys.map((key) => key.value),
      keyExpires: expiry(keys, at),
    });
    if (inside) await tx.query("savepoint accept_event");
    try {
      const { rows } = await tx.query<{
        fresh: boolean;
        runs: string[] | null;
        rung: { id: string; generation: number }[] | null;
        refused: Accepted["notStarted"] | null;
      }>(statement);
      const row = rows[0];
      if (!row?.fresh) {
        if (keys.length > 1) throw new AlreadyAccepted();
        return earlier(input, keys, tx);
      }
      if (targets.exits.length > 0 && targets.contactId) {
        const { exits: versions, contactId } = targets;
        const { workspaceId, payload } = input;
        await exitRuns(tx, { workspaceId, contactId, eventId, eventType: type, payload, versions });
      }
      const refused = row.refused ?? [];
      const looping = refused.filter(({ reason }) => reason === "loop_guard").map(({ flowId }) => flowId);
      if (looping.length > 0 && targets.contactId) {
        const { contactId } = targets;
        const stopped = starts.filter(({ flowId }) => looping.includes(flowId));
        await stopLooping(
          tx,
          { workspaceId: input.workspaceId, contactId, eventId, eventType: type },
          stopped,
        );
      }
      const created = new Set(row.runs ?? []);
      const started = starts.filter((start) => created.has(start.runId));
      const announcements = announcementsOf(input.workspaceId, started, row.rung ?? []);
      if (inside) afterCommit(tx, () => announce(announcements));
      else {
        failpoint("after_accept");
        traceCommit(eventId);
        announce(announcements);
      }
      return {
        eventId,
        duplicate: false,
        runs: started.map((start) => ({ id: start.runId, flowId: start.flowId })),
        notStarted: refused,
      };
    } catch (error) {
      // Somebody made the same contact, or changed a flow, at the same moment: look again, it is there now.
      if (!(hasCode(error, "23505") || hasCode(error, "22012")) || attempt === 5) throw error;
      if (inside) await tx.query("rollback to savepoint accept_event");
    }
  }
}

type DedupeKey = { value: string; ttlMs: number };

function dedupeKeys(input: EventInput): DedupeKey[] {
  const keys: DedupeKey[] = [];
  if (input.externalId) keys.push({ value: `id:${input.source}:${input.externalId}`, ttlMs: 30 * DAY_MS });
  if (input.idempotencyKey) keys.push({ value: `key:${input.idempotencyKey}`, ttlMs: DAY_MS });
  return keys;
}

const expiry = (keys: DedupeKey[], at: Date) =>
  new Date(at.getTime() + Math.max(0, ...keys.map((key) => key.ttlMs)));

/** What the first event with one of these keys led to. */
async function earlier(input: EventInput, keys: DedupeKey[], tx: Tx = pool()): Promise<Accepted> {
  const { rows } = await tx.query<{
    target_id: string;
    runs: Accepted["runs"] | null;
    refused: Accepted["notStarted"] | null;
  }>(
    `select d.target_id,
       (select json_agg(json_build_object('id', id, 'flowId', flow_id) order by id) from flow_executions
         where workspace_id = $1 and event_id = d.target_id and flow_id is not null) as runs,
       (select json_agg(json_build_object('flowId', flow_id, 'reason', reason)) from event_refusals where event_id = d.target_id) as refused
     from (select target_id from dedupe_keys where workspace_id = $1 and scope = 'event' and key = any($2) limit 1) d`,
    [input.workspaceId, keys.map((key) => key.value)],
  );
  const row = rows[0];
  if (!row)
    throw new AppError("conflict", "The same event is being accepted right now. Send it again in a moment.");
  return { eventId: row.target_id, duplicate: true, runs: row.runs ?? [], notStarted: row.refused ?? [] };
}

function announcementsOf(
  workspaceId: string,
  started: (StartTarget & { runId: string })[],
  rung: { id: string; generation: number }[],
): Announcement[] {
  return [
    ...started.map((start) => ({
      kind: "requested" as const,
      runId: start.runId,
      generation: 0,
      workspaceId,
    })),
    ...rung.map((run) => ({
      kind: "poked" as const,
      runId: run.id,
      generation: run.generation,
      workspaceId,
    })),
  ];
}

class AlreadyAccepted extends Error {}

/** The event ends runs too, or may stop a flow: more than one statement. */
class NeedsTransaction extends Error {}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
