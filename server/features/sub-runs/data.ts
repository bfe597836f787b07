import { pool } from "@/server/db/pool";
import type { RunStatus } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";
import { loadDefinition } from "@/server/engine/load-definition";

/** A run that a step of another run waits for, or waited. */
export type SubRun = {
  id: string;
  /** The step, and which round of its loops. */
  stepId: string;
  path: string;
  flowName: string | null;
  status: RunStatus;
  reason: string | null;
  milliTokens: number;
};

/** `where` speaks of c, the row of the sub-run. */
export const subRunJson = (where: string) => `
  select json_build_object('id', c.id, 'stepId', c.parent_step_id, 'path', c.parent_path, 'flowName', f.name,
    'status', c.status, 'reason', c.reason, 'milliTokens', c.tokens) as sub_run
  from flow_executions c left join automation_flows f on f.workspace_id = c.workspace_id and f.id = c.flow_id
  where c.parent_step_id is not null and ${where}`;

export async function listSubRuns(workspaceId: WorkspaceId, runId: string, path: string): Promise<SubRun[]> {
  const { rows } = await pool().query<{ sub_run: SubRun }>({
    name: "sub-runs",
    text: subRunJson(
      "c.workspace_id = $1 and c.parent_run_id = $2 and split_part(c.parent_path, '@', 1) = $3",
    ),
    values: [workspaceId, runId, path],
  });
  return rows.map((row) => row.sub_run);
}

type Started = { parentRunId: string | null; parentStepId: string | null };

/** The run whose step started this one, and the words for the step. Null where no run did, or it is gone. */
export async function findParent(workspaceId: WorkspaceId, { parentRunId, parentStepId }: Started) {
  if (!parentRunId) return null;
  const { rows } = await pool().query<{ id: string; flowName: string | null; versionId: string | null }>({
    name: "parent-run",
    text: `select r.id, f.name as "flowName", r.version_id as "versionId"
      from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
      where r.workspace_id = $1 and r.id = $2`,
    values: [workspaceId, parentRunId],
  });
  const [row] = rows;
  if (!row) return null;
  const { versionId, ...parent } = row;
  const { steps = [], error_handlers = [] } = versionId ? await loadDefinition(versionId) : {};
  const step = [...steps, ...error_handlers].find(({ id }) => id === parentStepId);
  return { ...parent, stepId: parentStepId, stepName: step?.name ?? parentStepId };
}

/** Runs below this one that would be cancelled with it. */
export async function countOpenSubRuns(workspaceId: WorkspaceId, runId: string): Promise<number> {
  const { rows } = await pool().query<{ open: number }>({
    name: "open-sub-runs",
    text: `with recursive family as (
        select id from flow_executions where workspace_id = $1 and id = $2
        union select child.id from flow_executions child join family on child.parent_run_id = family.id
        where child.workspace_id = $1 and child.parent_step_id is not null and child.status in ('queued', 'running', 'waiting', 'held')
      )
      select count(*)::int - 1 as open from family`,
    values: [workspaceId, runId],
  });
  return Math.max(0, rows[0]?.open ?? 0);
}
