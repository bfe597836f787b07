/**
 * How many runs of a flow are under way at once, where the flow limits it. A place is a row, given under one lock per
 * flow: never one too many, whichever processes ask. Who finds none waits with a row of its own, and places go to those
 * in the order in which their runs were made. A place is free when its run is over, however it ended; should the
 * process die just then, the sweep gives it on.
 */
import { afterCommit, inTransaction, pool, type Tx } from "../db/pool";
import { OPEN, ring, tell } from "./end-runs";
import type { LeasedRun } from "./lease";

/** Row by row, by the run's id: whatever the statistics say, never through all the runs that are open. */
const IS_OPEN = `exists (select 1 from flow_executions r where r.id = s.run_id and r.status in ${OPEN} offset 0)`;

/** Whether the run has to wait for its turn. Only asked of flows with a limit. */
export async function lacksPlace(run: LeasedRun): Promise<boolean> {
  const { flowId } = run;
  if (run.runLimit === null || run.placed || flowId === null) return false;
  if (run.parentStepId !== null && (await isInsideOwnFlow(run))) return false;
  return inTransaction(async (tx) => {
    await lockFlow(tx, flowId);
    // What began before there was a limit has a place, whether or not one is free.
    await tx.query(
      `insert into flow_slots (run_id, workspace_id, flow_id, placed) values ($1, $2, $3, $4)
       on conflict (run_id) do update set placed = flow_slots.placed or excluded.placed`,
      [run.id, run.workspaceId, flowId, run.started],
    );
    const given = await givePlaces(tx, flowId);
    await wake(
      tx,
      given.filter((id) => id !== run.id),
    );
    const { rows } = await tx.query<{ placed: boolean }>("select placed from flow_slots where run_id = $1", [
      run.id,
    ]);
    return rows[0]?.placed !== true;
  });
}

/** After a run of the flow is over, or its limit changed. */
export function passPlacesOn(flowId: string): Promise<void> {
  return inTransaction(async (tx) => {
    await lockFlow(tx, flowId);
    await wake(tx, await givePlaces(tx, flowId));
  });
}

/** Flows where somebody waits though a place is free: a process died, a run was cancelled, the limit was raised. */
export async function sweepPlaces(): Promise<void> {
  const { rows } = await pool().query<{ flow_id: string }>({
    name: "sweep-places",
    text: `with waiting as materialized (select distinct flow_id from flow_slots where not placed)
      select waiting.flow_id from waiting join automation_flows f on f.id = waiting.flow_id
      where f.run_limit is null or f.run_limit > (select count(*) from flow_slots s where s.flow_id = waiting.flow_id and s.placed and ${IS_OPEN})
      limit 500`,
  });
  for (const { flow_id } of rows) await passPlacesOn(flow_id);
}

const lockFlow = (tx: Tx, flowId: string) =>
  tx.query("select pg_advisory_xact_lock(hashtextextended('places ' || $1::text, 0))", [flowId]);

async function givePlaces(tx: Tx, flowId: string): Promise<string[]> {
  await tx.query(`delete from flow_slots s where s.flow_id = $1 and not ${IS_OPEN}`, [flowId]);
  const { rows } = await tx.query<{ run_id: string }>(
    `update flow_slots set placed = true where run_id in (
       select run_id from flow_slots where flow_id = $1 and not placed order by run_id
       limit (select case when f.run_limit is not null then greatest(0, f.run_limit - (select count(*) from flow_slots where flow_id = $1 and placed)) end
         from automation_flows f where f.id = $1))
     returning run_id`,
    [flowId],
  );
  return rows.map((row) => row.run_id);
}

async function wake(tx: Tx, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return;
  const rung = await ring(tx, runIds);
  afterCommit(tx, () => tell(rung));
}

/** A run that a run of the same flow waits for goes on in that one's place: else the two would wait for each other. */
async function isInsideOwnFlow(run: LeasedRun): Promise<boolean> {
  const { rows } = await pool().query(
    `with recursive above as (
       select parent_run_id, parent_step_id from flow_executions where id = $1
       union all select p.parent_run_id, p.parent_step_id from above join flow_executions p on p.id = above.parent_run_id
       where above.parent_step_id is not null
     )
     select 1 from above join flow_executions p on p.id = above.parent_run_id
     where above.parent_step_id is not null and p.flow_id = $2 limit 1`,
    [run.id, run.flowId],
  );
  return rows.length > 0;
}
