import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { publish } from "./engine";

type LoopRun = {
  items: number;
  /** How many of them have begun; the last `open` of those go on. */
  begun?: number;
  open?: number;
  /** Every so many-th item failed. */
  failEvery?: number;
  /** The loop is over: its frame is gone, its counts are its output. */
  over?: boolean;
};

/** A run in the middle of a loop, as the engine records it: "each" sends a mail and then notes it, for one item at a time. */
export async function makeLoopRun(workspaceId: WorkspaceId, loop: LoopRun) {
  const { items, begun = items, open = 0, failEvery = 0, over = false } = loop;
  const { flowId, versionId } = await publish(workspaceId, {
    name: "Newsletter",
    trigger: { type: "event", event_types: [`test.${newId()}`] },
    steps: [
      {
        ...{ id: "each", type: "for_each", items: "{{trigger.people}}", body: "mail", limit: 10_000 },
        ...{ concurrency: 10, on_item_error: "continue" },
      },
      { id: "mail", type: "action", action_id: "log", config: { message: "Hello {{item.name}}" } },
      { id: "note", type: "action", action_id: "log", config: { message: "Sent" } },
    ],
  });
  const runId = newId();
  const done = begun - open;
  const failed = failEvery ? Math.ceil(done / failEvery) : 0;
  const counts = { total: items, succeeded: done - failed, failed };
  await pool().query(
    `insert into flow_executions (id, workspace_id, flow_id, version_id, trigger_event_type, status, origin, quota_shard, run_seq, started_at, completed_at)
     values ($1, $2, $3, $4, 'test', $5::"RunStatus", 'event', 0, $6, now() - interval '1 minute', case when $7 then now() end)`,
    [runId, workspaceId, flowId, versionId, over ? "completed" : "running", begun * 2 + 1, over],
  );
  await pool().query(
    `insert into automation_event_log (run_id, workspace_id, step_id, status, step_type, result, run_seq, started_at, finished_at)
     values ($1, $2, 'each', $3::"StepStatus", 'for_each', $4, $5, now() - interval '1 minute', case when $6 then now() end)`,
    [runId, workspaceId, over ? "succeeded" : "waiting", over ? counts : null, begun * 2 + 1, over],
  );
  await pool().query(
    `insert into automation_event_log (run_id, workspace_id, step_id, iteration_path, status, step_type, action_type, payload, outlet, error, run_seq, started_at, finished_at)
     select $1, $2, 'mail', n::text, (case when n >= $3 then 'running' when bad then 'failed' else 'succeeded' end)::"StepStatus", 'action', 'log',
       jsonb_build_object('message', 'Hello Person ' || n), case when n >= $3 then null when bad then 'error' else 'success' end,
       case when bad then '{"code": "refused", "message": "The address was refused", "retryable": false}'::jsonb end,
       n + 1, now() - interval '50 seconds' + n * interval '4 ms', case when n < $3 then now() - interval '50 seconds' + n * interval '4 ms' + interval '3 ms' end
     from (select n, $5::int > 0 and n < $3 and n % greatest($5::int, 1) = 0 as bad from generate_series(0, $4::int - 1) n) each`,
    [runId, workspaceId, done, begun, failEvery],
  );
  await pool().query(
    `insert into automation_event_log (run_id, workspace_id, step_id, iteration_path, status, step_type, action_type, outlet, run_seq, started_at, finished_at)
     select $1, $2, 'note', n::text, (case when $4::int > 0 and n % greatest($4::int, 1) = 0 then 'skipped' else 'succeeded' end)::"StepStatus", 'action', 'log',
       case when $4::int > 0 and n % greatest($4::int, 1) = 0 then null else 'success' end, $5 + n, now() - interval '40 seconds', now() - interval '40 seconds'
     from generate_series(0, $3::int - 1) n`,
    [runId, workspaceId, done, failEvery, begun],
  );
  if (!over)
    await pool().query(
      `insert into loop_frames (run_id, workspace_id, step_id, items, total, next, succeeded, failed, open)
       select $1, $2, 'each', jsonb_agg(jsonb_build_object('name', 'Person ' || n, 'age', n % 90) order by n), $3, $4, $5, $6,
         array(select generate_series($7::int, $4::int - 1)) from generate_series(0, $3::int - 1) n`,
      [runId, workspaceId, items, begun, counts.succeeded, counts.failed, done],
    );
  return { runId, flowId };
}
