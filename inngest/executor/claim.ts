import { isRecord } from "./is-record";
import { type ClaimedItem, type ItemKind, type Memo, NEW_RUN, type OpenStep, type RunState } from "./item";
import type { Session } from "./session";

/**
 * Takes up to $2 ready items, an equal share of each workspace that has any, going on after the workspace that came
 * last ($1). Workspaces are found by jumping from one to the next in the index, so neither sleepers nor the length of
 * anybody's backlog matter. Losing a claim in a crash of the database is harmless: the item is ready again.
 */
const CLAIM = {
  name: "executor-claim",
  text: `
with recursive after as (
  (select workspace from executor.items where state = 1 and workspace > $1 order by workspace limit 1)
  union all
  select (select n.workspace from executor.items n where n.state = 1 and n.workspace > a.workspace order by n.workspace limit 1)
  from after a where a.workspace is not null
), before as (
  (select workspace from executor.items where state = 1 and workspace <= $1 order by workspace limit 1)
  union all
  select (select n.workspace from executor.items n where n.state = 1 and n.workspace > b.workspace and n.workspace <= $1 order by n.workspace limit 1)
  from before b where b.workspace is not null
), turns as materialized (
  select workspace, row_number() over () as turn from (
    select workspace from (select workspace from after union all select workspace from before) w where workspace is not null limit $2
  ) t
), share as materialized (
  select ceil($2::numeric / greatest(count(*), 1))::int as n from turns
), picked as materialized (
  select p.run_id, p.step, t.turn, share.n from turns t, share, lateral (
    select i.run_id, i.step from executor.items i where i.state = 1 and i.workspace = t.workspace
    order by i.due_at limit share.n for update skip locked
  ) p limit $2
), claimed as (
  update executor.items i set state = 2, lease_owner = $3 from picked p
  where i.run_id = any(array(select run_id from picked)) and i.run_id = p.run_id and i.step = p.step
  returning i.run_id, i.step, i.kind, i.function_id, i.workspace, i.attempt, i.eager, i.payload::text as payload, i.slot, i.slot_limit, p.turn, p.n as share
)
select c.*, r.version,
  coalesce(r.event, case when c.kind = 'cancel' then (select s.payload from executor.items s where s.run_id = c.run_id and s.step = '') end)::text as event,
  r.memos::text as memos, r.stack::text as stack, r.open::text as open,
  set_config('synchronous_commit', 'off', true) as unsynced
from claimed c left join executor.runs r on r.id = c.run_id order by c.turn`,
};

type Row = {
  run_id: string;
  step: string;
  kind: ItemKind;
  function_id: string;
  workspace: string;
  attempt: number;
  eager: boolean;
  payload: string | null;
  slot: string | null;
  slot_limit: number | null;
  share: number;
  version: number | null;
  event: string | null;
  memos: string;
  stack: string;
  open: string;
};

/** `after` and `last`: the workspace that had the last turn. `more`: somebody may have more than the share that was taken. */
export async function claim(
  session: Session,
  owner: number,
  most: number,
  after: string,
): Promise<{ items: ClaimedItem[]; last: string; more: boolean }> {
  const rows = await session.query<Row>({ ...CLAIM, values: [after, most, owner] });
  const taken = new Map<string, number>();
  for (const { workspace } of rows) taken.set(workspace, (taken.get(workspace) ?? 0) + 1);
  const share = rows[0]?.share ?? 1;
  return {
    items: rows.map((row) => claimedItem(row, owner)),
    last: rows.at(-1)?.workspace ?? after,
    more: [...taken.values()].some((count) => count >= share),
  };
}

function claimedItem(row: Row, leaseOwner: number): ClaimedItem {
  return {
    runId: row.run_id,
    step: row.step,
    kind: row.kind,
    functionId: row.function_id,
    workspace: row.workspace,
    attempt: row.attempt,
    eager: row.eager,
    payload: row.payload,
    slot: row.slot,
    slotLimit: row.slot_limit,
    leaseOwner,
    event: row.event ?? row.payload ?? "{}",
    version: row.version,
    state: row.version === null ? NEW_RUN : readState(row),
  };
}

const RUN = {
  name: "executor-run",
  text: "select version, memos::text as memos, stack::text as stack, open::text as open from executor.runs where id = $1",
};

/** The run as it is now; null when it ended. */
export async function loadRun(
  session: Session,
  runId: string,
): Promise<{ version: number; state: RunState } | null> {
  const [row] = await session.query<{ version: number; memos: string; stack: string; open: string }>({
    ...RUN,
    values: [runId],
  });
  return row ? { version: row.version, state: readState(row) } : null;
}

const CANCELLED = {
  name: "executor-cancelled",
  text: "select 1 from executor.items where run_id = $1 and kind = 'cancel' and payload is not null",
};

/** Whether an event has come that ends the run, and somebody will see to it. */
export const isCancelled = async (session: Session, runId: string): Promise<boolean> =>
  (await session.query({ ...CANCELLED, values: [runId] })).length > 0;

function readState(row: { memos: string; stack: string; open: string }): RunState {
  const memos: unknown = JSON.parse(row.memos);
  return {
    memos: isRecord(memos)
      ? Object.fromEntries(Object.entries(memos).map(([step, memo]) => [step, readMemo(memo)]))
      : {},
    stack: strings(row.stack),
    open: openSteps(row.open),
  };
}

const readMemo = (memo: unknown): Memo =>
  isRecord(memo) && "error" in memo
    ? { error: memo.error }
    : { data: isRecord(memo) ? (memo.data ?? null) : null };

function strings(text: string): string[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function openSteps(text: string): OpenStep[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value)
    ? value.filter(isRecord).map(({ id, eager }) => ({ id: String(id), eager: eager === true }))
    : [];
}
