/** What a turn reads of the loops of its run. A flow without loops never asks. */
import { pool } from "../db/pool";
import type { FlowDefinition } from "../domain/flow";
import { type ItemFailure, type KnownFrame, stepKey } from "../domain/known-run";
import { iterationPath, plainPath } from "../domain/loop-frame";
import { enclosingFrames, loopsAround } from "../domain/loop-place";
import type { StepRef } from "../domain/run";
import { type LeasedRun, STORED_STEP, type StoredStep } from "./lease";
import type { RunMemory } from "./run-memory";

export type StoredLoops = {
  frames: Map<string, KnownFrame>;
  /** Steps of open iterations. */
  steps: StoredStep[];
  /** What each set_variables inside loops set last, whether its iteration is open or not. */
  variables: StoredStep[];
};

type FrameRead = Omit<KnownFrame, "items" | "stepId" | "handledErrors"> & {
  step_id: string;
  failures: ItemFailure[];
  handled_errors: number;
};

const LOOPS_SQL = {
  name: "loops",
  text: `
with frame as (
  select step_id, iteration_path as path, total, next, succeeded, failed, open, handled_errors, failures from loop_frames where run_id = $1
), place as (
  select distinct case path when '' then '' else path || '.' end || index as path from frame, unnest(open) index
)
select coalesce((select json_agg(frame) from frame), '[]') as frames,
  coalesce((select json_agg(${STORED_STEP}) from place cross join lateral (
    select * from automation_event_log where run_id = $1 and iteration_path <> '' and split_part(iteration_path, '@', 1) = place.path offset 0
  ) s left join payloads p on p.id = s.output_id), '[]') as steps,
  coalesce((select json_agg(${STORED_STEP}) from unnest($2::text[]) setter(id) cross join lateral (
    select * from automation_event_log where run_id = $1 and step_id = setter.id and iteration_path <> '' and step_type = 'set_variables'
      and status = 'succeeded' order by run_seq desc limit 1
  ) s left join payloads p on p.id = s.output_id), '[]') as variables`,
};

export const hasLoops = (definition: FlowDefinition): boolean =>
  definition.steps.some(({ type }) => type === "for_each");

export async function readLoops(run: LeasedRun, definition: FlowDefinition): Promise<StoredLoops> {
  const setters = [...definition.steps, ...definition.error_handlers].filter(
    ({ type }) => type === "set_variables",
  );
  const { rows } = await pool().query<{
    frames: FrameRead[];
    steps: StoredStep[];
    variables: StoredStep[];
  }>({ ...LOOPS_SQL, values: [run.id, setters.map(({ id }) => id)] });
  const { frames = [], steps = [], variables = [] } = rows[0] ?? {};
  const open = new Map<string, KnownFrame>();
  // Outer ones first: a frame counts while the iteration that it stands in is open.
  for (const { step_id, handled_errors, ...row } of frames.sort((a, b) => depth(a.path) - depth(b.path))) {
    const frame: KnownFrame = { ...row, stepId: step_id, handledErrors: handled_errors, items: null };
    if (isOpen(open, definition, { stepId: step_id, path: row.path })) open.set(stepKey(frame), frame);
  }
  return {
    frames: open,
    steps: steps.filter((step) => isOpen(open, definition, { stepId: step.step_id, path: step.path })),
    variables,
  };
}

const depth = (path: string): number => (path === "" ? 0 : path.split(".").length);

/** Item 3 of two loops has the same path: of which it is, the step tells. */
function isOpen(
  frames: Map<string, KnownFrame>,
  definition: FlowDefinition,
  { stepId, path }: StepRef,
): boolean {
  const loops = loopsAround(definition, stepId, path).reverse();
  let at = "";
  for (const [level, part] of plainPath(path).split(".").entries()) {
    const loop = loops[level];
    if (part === "" || loop === undefined) return true;
    if (!frames.get(stepKey({ stepId: loop, path: at }))?.open.includes(Number(part))) return false;
    at = iterationPath(at, Number(part));
  }
  return true;
}

/** Items are read when a step first looks at them, once in a turn. */
export async function readItems(memory: RunMemory, { stepId, path }: StepRef): Promise<void> {
  for (const { frame } of enclosingFrames(memory, stepId, path)) {
    if (frame.items !== null) continue;
    const { rows } = await pool().query<{ items: unknown[] }>({
      name: "loop-items",
      text: "select items from loop_frames where run_id = $1 and step_id = $2 and iteration_path = $3",
      values: [memory.run.id, frame.stepId, frame.path],
    });
    const items = rows[0]?.items ?? [];
    // The frame may have been replaced by a later state of itself meanwhile.
    const current = memory.frames.get(stepKey(frame));
    if (current) current.items ??= items;
  }
}
