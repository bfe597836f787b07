import { pool } from "../db/pool";
import type { KnownFrame } from "../domain/known-run";
import { keptResults, type LoopResults, RESULTS_BYTES, RESULTS_KEPT } from "../domain/loop-outcome";
import { loopScope } from "../domain/loop-scope";
import type { RunMemory } from "./run-memory";

/**
 * What each item came to: the output of the last of its steps that brings data (not a condition, a delay, an end …), in
 * the order of the items; null for an item that failed or brought nothing. Read once, when the loop is over, from what
 * its steps recorded. The first 1,000 items, and 256 KB of them: `results_left_out` says how many did not fit.
 */
export async function loopResults(memory: RunMemory, frame: KnownFrame): Promise<LoopResults> {
  const scope = loopScope(memory.definition, frame.stepId);
  const begun = frame.next;
  if (!scope || begun === 0) return { results: [] };
  const asked = Math.min(begun, RESULTS_KEPT);
  const prefix = frame.path === "" ? "" : `${frame.path}.`;
  const { rows } = await pool().query<{ output: unknown; bytes: number }>({
    ...RESULTS_SQL,
    values: [memory.run.id, prefix, asked, scope.stepIds, scope.unhandled, scope.failedEnds, RESULTS_BYTES],
  });
  return keptResults(
    rows.map(({ output }) => output),
    begun,
  );
}

/** Bodies are cut by their stored (compressed) size here, so that they are not even read; exactly where they arrive. */
const RESULTS_SQL = {
  name: "loop-results",
  text: `
select coalesce(kept.result, p.body) as output from (
  select item.index, last.result, last.output_id,
    sum(coalesce(pg_column_size(last.result), pg_column_size(large.body), 0)) over (order by item.index) as bytes
  from generate_series(0, $3::int - 1) as item(index)
  left join lateral (
    select s.result, s.output_id from automation_event_log s
    where s.run_id = $1 and s.iteration_path <> '' and split_part(s.iteration_path, '@', 1) = $2 || item.index and s.step_id = any($4::text[])
      and s.status = 'succeeded' and s.step_type not in ('condition', 'branch', 'parallel', 'join', 'delay', 'end')
      and not exists (
        select from automation_event_log f
        where f.run_id = $1 and f.iteration_path <> '' and split_part(f.iteration_path, '@', 1) = $2 || item.index
          and (f.status = 'failed' and f.step_id = any($5::text[]) or f.status = 'succeeded' and f.step_id = any($6::text[])))
    order by s.run_seq desc limit 1
  ) last on true
  left join payloads large on large.id = last.output_id
) kept left join payloads p on p.id = kept.output_id
where kept.bytes <= $7::int order by kept.index`,
};
