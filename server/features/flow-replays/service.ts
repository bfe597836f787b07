/**
 * The work of a replay, a batch at a time: everything it has done is in its row, so it may be killed at any moment and
 * goes on from its last chunk, wherever. Cancelling is a write of the row, which the next chunk runs into.
 */
import { now } from "@/server/db/clock";
import { toJson } from "@/server/db/json";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { compareSimulations } from "@/server/domain/simulate/compare-simulations";
import { byContact, type PastEvent } from "@/server/domain/simulate/past-event";
import { readPast } from "@/server/domain/simulate/read-past";
import { NO_PAST, type Past, simulatePast } from "@/server/domain/simulate/simulate-past";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { announceReplay, type ReplayRequest } from "@/server/engine/announce-replay";
import { type BackgroundWork, inBackground } from "@/server/engine/background-pace";
import { loadPastEvents, type QuietWorld, readWorld } from "../dry-run/data";
import { readChange } from "./data";

/** Events between two writes of the progress, about: a contact's are not parted, unless they are more. */
const CHUNK = 60;
/** Or so long, where flows take long: whoever cancels it waits for no more. */
const CHUNK_MS = 600;
/** How long one call of `replayBatch` works. */
const BATCH_MS = 1_500;
/** Whoever works on a replay writes several times a second. */
const STALE_MS = 60_000;

type Row = {
  workspace_id: string;
  flow_id: string;
  published: unknown;
  draft: unknown;
  total: number;
  done: number;
  carry: unknown;
};

type Carry = { published: Past; draft: Past };

/** Goes on for a moment. `over`: there is nothing left to do, or somebody cancelled it. */
export async function replayBatch({
  replayId,
  generation,
}: Pick<ReplayRequest, "replayId" | "generation">): Promise<{ over: boolean }> {
  const { rows } = await pool().query<Row>(
    `select r.workspace_id, r.flow_id, v.definition as published, r.draft, cardinality(r.events) as total, r.done, r.carry
     from flow_replays r join flow_versions v on v.workspace_id = r.workspace_id and v.id = r.version_id
     where r.id = $1 and r.generation = $2 and r.state in ('queued', 'running')`,
    [replayId, generation],
  );
  const [row] = rows;
  if (!row) return { over: true };
  const workspaceId = mintWorkspaceId(row.workspace_id);
  const published = flowDefinitionSchema.parse(row.published);
  const draft = flowDefinitionSchema.parse(row.draft);
  const both: Both = {
    ...{ workspaceId, flowId: row.flow_id, published, draft },
    world: await readWorld(workspaceId, [published, draft]),
  };
  const replay = { replayId, generation, total: row.total };
  let { done } = row;
  let carry = carryOf(row.carry);
  const end = performance.now() + BATCH_MS;
  while (done < row.total) {
    const ids = await nextEvents(replayId, done);
    const chunk = await goThrough(both, ids, carry, done + ids.length >= row.total);
    if (!(await write(workspaceId, replay, done, chunk))) return { over: true };
    done += chunk.taken;
    carry = chunk.carry;
    if (performance.now() > end) return { over: done >= row.total };
  }
  return { over: true };
}

type Both = {
  workspaceId: WorkspaceId;
  flowId: string;
  published: FlowDefinition;
  draft: FlowDefinition;
  world: QuietWorld;
};

async function nextEvents(replayId: string, done: number): Promise<string[]> {
  const { rows } = await pool().query<{ ids: string[] }>({
    name: "replay-next",
    text: "select events[$2::int + 1 : $2::int + $3::int] as ids from flow_replays where id = $1",
    values: [replayId, done, CHUNK],
  });
  return rows[0]?.ids ?? [];
}

type Chunk = {
  taken: number;
  same: number;
  gone: number;
  cost: { published: number; draft: number };
  /** `offset`: of the chunk. */
  changes: { offset: number; eventId: string; difference: string; milliTokens: number }[];
  carry: Carry;
};

async function goThrough(both: Both, ids: string[], before: Carry, last: boolean): Promise<Chunk> {
  const { workspaceId, flowId, published, draft } = both;
  const events = await loadPastEvents(workspaceId, flowId, ids, [published, draft]);
  const groups = byContact(events);
  // The last contact's next events may be in the next chunk.
  if (groups.length > 1 && !last) groups.pop();
  const cost = { published: 0, draft: 0 };
  const chunk: Chunk = { taken: 0, same: 0, gone: 0, cost, changes: [], carry: before };
  let done = 0;
  const until = performance.now() + CHUNK_MS;
  const work = inBackground();
  for (const own of groups) {
    if (done > 0 && performance.now() > until) break;
    const { pairs, carry } = await bothOf(both, own, chunk.carry, work);
    chunk.carry = carry;
    done += own.length;
    for (const [index, pair] of pairs.entries()) {
      const eventId = own[index]?.id ?? "";
      const offset = ids.indexOf(eventId);
      const { difference } = pair;
      const milliTokens = pair.draft.milliTokens - pair.published.milliTokens;
      chunk.cost.published += pair.published.milliTokens;
      chunk.cost.draft += pair.draft.milliTokens;
      if (difference === null) chunk.same += 1;
      else chunk.changes.push({ offset, eventId, difference, milliTokens });
    }
  }
  const next = events[done];
  chunk.taken = next ? ids.indexOf(next.id) : ids.length;
  chunk.gone = chunk.taken - done;
  return chunk;
}

/** A contact's events through both of them. */
async function bothOf(
  { published, draft, world }: Pick<Both, "published" | "draft" | "world">,
  events: readonly PastEvent[],
  before: Carry,
  work: BackgroundWork,
) {
  const quiet = { ...world, faults: [] };
  const was = await work.through(simulatePast(published, events, before.published, quiet));
  const is = await work.through(simulatePast(draft, events, before.draft, quiet));
  const pairs = was.simulations.flatMap((simulation, index) => {
    const other = is.simulations[index];
    if (!other) return [];
    const difference = compareSimulations(
      { definition: published, simulation },
      { definition: draft, simulation: other },
    );
    return { published: simulation, draft: other, difference };
  });
  const carry: Carry = { published: was.past, draft: is.past };
  return { pairs, carry };
}

const NO_CARRY: Carry = { published: NO_PAST, draft: NO_PAST };

function carryOf(stored: unknown): Carry {
  if (typeof stored !== "object" || stored === null) return NO_CARRY;
  const { published, draft } = { published: null, draft: null, ...stored };
  return { published: readPast(published), draft: readPast(draft) };
}

type Replay = { replayId: string; generation: number; total: number };

/** One statement. false: it was cancelled, or somebody else went on with it meanwhile; then nothing is written. */
async function write(
  workspaceId: WorkspaceId,
  { replayId, generation, total }: Replay,
  before: number,
  { taken, same, gone, cost, changes, carry }: Chunk,
): Promise<boolean> {
  const over = before + taken >= total || taken === 0;
  const { rowCount } = await pool().query({
    name: "replay-write",
    text: `with moved as (
        update flow_replays set state = case when $5::boolean then 'done' else 'running' end, done = $6::int, same = same + $7::int, gone = gone + $8::int,
          published_cost = published_cost + $9::bigint, draft_cost = draft_cost + $10::bigint, carry = $11::jsonb, touched_at = $12::timestamptz,
          ended_at = case when $5::boolean then $12::timestamptz end
        where workspace_id = $1 and id = $2 and generation = $3 and done = $4::int and state in ('queued', 'running') returning id
      ), changed as (
        insert into flow_replay_changes (workspace_id, replay_id, place, event_id, difference, milli_tokens)
        select $1, moved.id, c.* from moved, unnest($13::int[], $14::uuid[], $15::text[], $16::bigint[]) as c
      )
      select 1 from moved`,
    values: [
      ...[workspaceId, replayId, generation, before, over, before + taken, same, gone],
      ...[cost.published, cost.draft, over ? null : toJson(carry), now()],
      changes.map(({ offset }) => before + offset),
      changes.map(({ eventId }) => eventId),
      changes.map(({ difference }) => difference),
      changes.map(({ milliTokens }) => milliTokens),
    ],
  });
  return rowCount === 1;
}

/** After the last of many tries. */
export async function failReplay({ replayId, generation }: Pick<ReplayRequest, "replayId" | "generation">) {
  await pool().query(
    `update flow_replays set state = 'failed', ended_at = $3, touched_at = $3, carry = null, error = $4
     where id = $1 and generation = $2 and state in ('queued', 'running')`,
    [replayId, generation, now(), "It came to a stop that it could not get over. Start it again."],
  );
}

/** Replays that nobody works on any more: their announcement was lost in a crash. They go on where they stood. */
export async function resumeReplays(): Promise<number> {
  const at = now();
  const { rows } = await pool().query<{ id: string; generation: number; workspace_id: string }>(
    `update flow_replays set generation = generation + 1, touched_at = $1
     where id in (select id from flow_replays where state in ('queued', 'running') and touched_at < $2 order by touched_at limit 50 for update skip locked)
     returning id, generation, workspace_id`,
    [at, new Date(at.getTime() - STALE_MS)],
  );
  for (const { id, generation, workspace_id } of rows)
    await announceReplay({ replayId: id, generation, workspaceId: workspace_id });
  return rows.length;
}

/** A changed event with both traces: its contact's events around it are gone through again. */
export async function openChange(workspaceId: WorkspaceId, replayId: string, place: number) {
  const found = await readChange(workspaceId, replayId, place);
  if (!found) throw noSuchChange();
  const { change, flowId, published, draft, around } = found;
  const [events, world] = await Promise.all([
    loadPastEvents(workspaceId, flowId, around, [published, draft]),
    readWorld(workspaceId, [published, draft]),
  ]);
  const own = byContact(events).find((group) => group.some(({ id }) => id === change.eventId)) ?? [];
  const { pairs } = await bothOf({ published, draft, world }, own, NO_CARRY, inBackground());
  const index = own.findIndex(({ id }) => id === change.eventId);
  const [event, both] = [own[index], pairs[index]];
  if (!event || !both) throw noSuchChange();
  return {
    change,
    event: { id: event.id, type: event.type, at: event.at, payload: event.payload },
    timezone: { workspace: world.timezone, contact: event.contact?.timezone ?? null },
    published: { definition: published, simulation: both.published },
    draft: { definition: draft, simulation: both.draft },
  };
}

const noSuchChange = () =>
  new AppError("not_found", "This event, or its replay, is not kept any more. Start another replay.");
