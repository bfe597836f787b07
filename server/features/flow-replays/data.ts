import * as z from "zod";
import { pool } from "@/server/db/pool";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { type DifferenceCount, differenceWords, replayWords } from "@/server/domain/simulate/replay-words";
import type { WorkspaceId } from "@/server/domain/workspace";

export const changesSchema = z.object({
  replayId: z.uuid(),
  /** Of one kind alone, as `get` names it. */
  difference: z.string().max(500).optional(),
  /** The place of the last one of the page before. */
  cursor: z.number().int().min(0).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});

export type ReplayState = "queued" | "running" | "done" | "cancelled" | "failed";

export type ReplayStatus = {
  id: string;
  state: ReplayState;
  /** Events in all, and how many of them are done. */
  total: number;
  done: number;
  same: number;
  /** Deleted before their turn came. */
  gone: number;
  /** “1,000 events: 962 the same, 31 get SMS instead of email, 7 fail; +12.4 tokens”. */
  words: string;
  /** The most frequent first. */
  differences: (DifferenceCount & { words: string })[];
  /** What the events so far would cost, in milli-tokens. */
  publishedCost: number;
  draftCost: number;
  /** The version and the draft that are compared. */
  version: number;
  draftRevision: number;
  /** The draft was changed since. */
  outdated: boolean;
  error: string;
  startedBy: string | null;
  createdAt: Date;
  endedAt: Date | null;
  /** What it goes by, in words. */
  basis: string;
};

const BASIS =
  "Nothing is sent: a dry run of real events, with today's contact data and consents, and with what the contacts did afterwards.";

type Row = Omit<ReplayStatus, "words" | "differences" | "basis" | "publishedCost" | "draftCost"> & {
  published_cost: string;
  draft_cost: string;
  differences: DifferenceCount[] | null;
};

/** The flow's latest replay, or a certain one; null: there is none. */
export async function getReplay(
  workspaceId: WorkspaceId,
  flowId: string,
  replayId: string | null,
): Promise<ReplayStatus | null> {
  const { rows } = await pool().query<Row>(
    `select r.id, r.state, cardinality(r.events) as total, r.done, r.same, r.gone, r.published_cost, r.draft_cost, v.number as version,
       r.draft_revision as "draftRevision", r.draft_revision <> f.draft_revision as outdated, r.error, u.name as "startedBy",
       r.created_at as "createdAt", r.ended_at as "endedAt",
       (select json_agg(d) from (select difference, count(*)::int as count from flow_replay_changes
          where workspace_id = r.workspace_id and replay_id = r.id group by difference order by count(*) desc, difference) d) as differences
     from flow_replays r
       join flow_versions v on v.workspace_id = r.workspace_id and v.id = r.version_id
       join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
       left join memberships m on m.workspace_id = r.workspace_id and m.user_id = r.started_by left join users u on u.id = m.user_id
     where r.workspace_id = $1 and r.flow_id = $2 and ($3::uuid is null or r.id = $3)
     order by r.created_at desc, r.id desc limit 1`,
    [workspaceId, flowId, replayId],
  );
  const [row] = rows;
  if (!row) return null;
  const { published_cost, draft_cost, differences: counted, ...replay } = row;
  const differences = counted ?? [];
  const [publishedCost, draftCost] = [Number(published_cost), Number(draft_cost)];
  const milliTokens = draftCost - publishedCost;
  const events = replay.done - replay.gone;
  return {
    ...replay,
    ...{ publishedCost, draftCost, basis: BASIS },
    words: replayWords({ events, same: replay.same, differences, milliTokens }),
    differences: differences.map((one) => ({ ...one, words: differenceWords(one) })),
  };
}

export type ReplayChange = {
  place: number;
  eventId: string;
  type: string;
  at: Date;
  /** Whom it was about, where that is known. */
  contact: { id: string; name: string } | null;
  difference: string;
  /** Of this one event: “gets SMS instead of email”. */
  words: string;
  /** What the draft costs more, or less. */
  milliTokens: number;
};

type ChangeRow = Omit<ReplayChange, "words" | "milliTokens"> & { milli_tokens: string };

const CHANGES = `select c.place, c.event_id as "eventId", e.type, e.created_at as at, c.difference, c.milli_tokens,
    case when k.id is not null then json_build_object('id', k.id, 'name', coalesce(nullif(k.name, ''), k.email, k.phone, '')) end as contact
  from flow_replay_changes c join events e on e.workspace_id = c.workspace_id and e.id = c.event_id
    left join contacts k on k.workspace_id = e.workspace_id and k.id = e.contact_id`;

/** A page of the events of which the draft makes something else. */
export async function listChanges(
  workspaceId: WorkspaceId,
  { replayId, difference, cursor, limit }: z.output<typeof changesSchema>,
): Promise<{ changes: ReplayChange[]; nextCursor: number | null }> {
  const { rows } = await pool().query<ChangeRow>(
    `${CHANGES} where c.workspace_id = $1 and c.replay_id = $2 and ($3::text is null or c.difference = $3) and c.place > $4
     order by c.place limit $5`,
    [workspaceId, replayId, difference ?? null, cursor ?? -1, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    changes: page.map(toChange),
    nextCursor: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  };
}

const toChange = ({ milli_tokens, ...change }: ChangeRow): ReplayChange => ({
  ...change,
  words: differenceWords({ difference: change.difference, count: 1 }).replace(/^1 /, ""),
  milliTokens: Number(milli_tokens),
});

/** One of them, what was compared, and the events around it, of which its contact's own decide about it. */
export async function readChange(
  workspaceId: WorkspaceId,
  replayId: string,
  place: number,
): Promise<{
  change: ReplayChange;
  flowId: string;
  published: FlowDefinition;
  draft: FlowDefinition;
  around: string[];
} | null> {
  const [{ rows: changes }, { rows: replays }] = await Promise.all([
    pool().query<ChangeRow>(`${CHANGES} where c.workspace_id = $1 and c.replay_id = $2 and c.place = $3`, [
      workspaceId,
      replayId,
      place,
    ]),
    pool().query<{ flowId: string; published: unknown; draft: unknown; around: string[] }>(
      `select r.flow_id as "flowId", v.definition as published, r.draft, r.events[greatest($3::int + 1 - ${LOOKED_BACK}, 1) : $3::int + 1 + ${LOOKED_AHEAD}] as around
       from flow_replays r join flow_versions v on v.workspace_id = r.workspace_id and v.id = r.version_id
       where r.workspace_id = $1 and r.id = $2`,
      [workspaceId, replayId, place],
    ),
  ]);
  const [change] = changes;
  const [replay] = replays;
  if (!change || !replay) return null;
  const [published, draft] = [replay.published, replay.draft].map((one) => flowDefinitionSchema.parse(one));
  return published && draft ? { ...replay, published, draft, change: toChange(change) } : null;
}

/** A contact's events before and after this one that are gone through again when it is opened. */
const LOOKED_BACK = 200;
const LOOKED_AHEAD = 60;
