import type { Tx } from "../db/pool";
import { loadDefinition } from "./load-definition";

/**
 * Into a run that goes on where another one failed: the steps that went well, at no cost. Of loops that did not get to
 * their end, items that went well are not repeated (nobody wants nine hundred messages twice), and an item that was under
 * way goes on inside; so does one that stopped its loop. In a loop that goes on after errors, failed items count as done.
 */
export async function takeOver(
  tx: Tx,
  from: { id: string; versionId: string | null },
  to: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into automation_event_log (run_id, step_id, iteration_path, workspace_id, status, step_type, action_type, effect, attempt, outlet, payload, result,
       input_id, output_id, tokens, token_note, run_seq, started_at, finished_at, created_at)
     select $2::uuid, step_id, iteration_path, workspace_id, status, step_type, action_type, effect, attempt, outlet, payload, result,
       input_id, output_id, 0, 'taken_over', run_seq, started_at, finished_at, $3::timestamptz
     from automation_event_log where run_id = $1::uuid and status = 'succeeded'`,
    [from.id, to, at.toISOString()],
  );
  // What was set last holds: the order of the records is kept.
  await tx.query(
    "update flow_executions run set run_seq = old.run_seq from flow_executions old where run.id = $2::uuid and old.id = $1::uuid",
    [from.id, to],
  );
  const definition = from.versionId ? await loadDefinition(from.versionId) : null;
  const loops = definition?.steps.filter((step) => step.type === "for_each") ?? [];
  if (loops.length === 0) return;
  const stopping = loops
    .filter((step) => step.type === "for_each" && step.on_item_error === "stop")
    .map(({ id }) => id);
  await tx.query(
    `insert into loop_frames (run_id, step_id, iteration_path, workspace_id, items, total, next, succeeded, handled_errors, failed, failures, open)
     select $2::uuid, f.step_id, f.iteration_path, f.workspace_id, f.items, f.total, f.next, f.succeeded, f.handled_errors,
       case when stops then 0 else f.failed end, case when stops then '[]' else f.failures end,
       array(select unnest(f.open) union select (failure ->> 'index')::int from jsonb_array_elements(f.failures) failure where stops order by 1)
     from loop_frames f cross join lateral (select f.step_id = any($3::text[]) as stops) policy
     where f.run_id = $1::uuid and not exists (
       select from automation_event_log s
       where s.run_id = f.run_id and s.step_id = f.step_id and s.iteration_path = f.iteration_path and s.status = 'succeeded')`,
    [from.id, to, stopping],
  );
}
