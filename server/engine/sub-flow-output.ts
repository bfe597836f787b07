import { pool } from "../db/pool";
import type { RunStatus } from "../domain/run";
import { runOutput } from "../domain/sub-flow-outcome";
import { loadDefinition } from "./load-definition";

export type Child = {
  id: string;
  status: RunStatus;
  version_id: string;
  error_message: string | null;
  flow_name: string | null;
};

/** What a run gives back: the outputs of the `end` steps it came to, or its variables when those give nothing out. */
export async function childOutput(child: Child): Promise<Record<string, unknown>> {
  const { rows } = await pool().query<{ step_type: string; output: unknown }>(
    `select s.step_type, coalesce(s.result, p.body) as output
     from automation_event_log s left join payloads p on p.id = s.output_id
     where s.run_id = $1 and s.iteration_path = '' and s.status = 'succeeded' and s.step_type in ('end', 'set_variables')
     order by s.run_seq`,
    [child.id],
  );
  return runOutput(
    await loadDefinition(child.version_id),
    rows.map(({ step_type: type, output }) => ({ type, output })),
  );
}
