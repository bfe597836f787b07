import { pool } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { type EndedRun, tell } from "./end-runs";

const WORKSPACES = 50;
const BATCH = 500;
/** Of one look; each workspace gets one in any case, so that nobody waits for somebody else's hundred thousand. */
const PAGES = 4;

type Held = { id: string; createdAt: Date };
type Raised = { workspace_id: WorkspaceId; period: string; raises: number };

/** How far this process is with those that it is not through with. A higher raise begins at the front. */
let places = new Map<string, Held>();

/**
 * Tells runs that are held for want of tokens that their workspace may use more: the oldest first, some at a time; the
 * next look goes on with the others. Killed in between, it begins again with the workspace; a bell that was rung twice is
 * answered once.
 */
export async function ringHeld({ pages = PAGES, batch = BATCH } = {}): Promise<void> {
  const { rows } = await pool().query<Raised>({
    name: "quota-raised",
    text: `select workspace_id, period, raises from quota_accounts where raises > rung order by workspace_id limit ${WORKSPACES}`,
  });
  let open = rows;
  let left = pages;
  while (open.length > 0 && left > 0) {
    left -= open.length;
    const unfinished: Raised[] = [];
    for (const raised of open) if (await ringPage(raised, batch)) unfinished.push(raised);
    open = unfinished;
  }
  places = new Map([...places].filter(([key]) => open.some((raised) => keyOf(raised) === key)));
}

const keyOf = ({ workspace_id, period, raises }: Raised) => `${workspace_id} ${period} ${raises}`;

/** True when there may be more. */
async function ringPage(raised: Raised, batch: number): Promise<boolean> {
  const after = places.get(keyOf(raised));
  // In the order of the index on workspace, status and creation: a page does not read those before it.
  const { rows: oldest } = await pool().query<Held>(
    `select id, created_at as "createdAt" from flow_executions
     where workspace_id = $1 and status = 'held' and reason in ('out_of_tokens', 'payment_overdue')
       and ($2::timestamptz is null or (created_at, id) > ($2, $3))
     order by created_at, id limit $4`,
    [raised.workspace_id, after?.createdAt ?? null, after?.id ?? null, batch],
  );
  await ring(oldest.map(({ id }) => id));
  const last = oldest.at(-1);
  if (last && oldest.length === batch) {
    places.set(keyOf(raised), last);
    return true;
  }
  await pool().query(
    "update quota_accounts set rung = greatest(rung, $3) where workspace_id = $1 and period = $2",
    [raised.workspace_id, raised.period, raised.raises],
  );
  return false;
}

async function ring(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  // Locked as families are: a sub-flow before the run that waits for it.
  const { rows } = await pool().query<EndedRun>(
    `with held as (
       select id from flow_executions where id = any($1::uuid[]) and status = 'held' order by depth desc, id for no key update
     )
     update flow_executions r set doorbell = r.doorbell + 1 from held where r.id = held.id returning r.id, r.workspace_id, r.generation`,
    [ids],
  );
  tell(rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)));
}
