import { findStep, replaceStep } from "./edit-steps";
import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import { flowGraph, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { keepWays } from "./keep-ways";
import { quotedStep } from "./quoted-step";
import { type Step, stepSchema } from "./step";

type Branch = Extract<Step, { type: "branch" }>;
type Parallel = Extract<Step, { type: "parallel" }>;
type Case = Branch["cases"][number];

/** One more case; the first that holds is taken, so its place counts. It ends until something follows it. */
export function addCase(
  definition: FlowDefinition,
  stepId: string,
  wanted: {
    id?: string | undefined;
    name?: string | undefined;
    condition: Case["condition"];
    target?: string | undefined;
  },
  at?: number,
): FlowDefinition {
  const step = branchOf(definition, stepId);
  const taken = new Set(step.cases.map(({ id }) => id));
  let id = wanted.id ?? `case_${step.cases.length + 1}`;
  for (let number = 2; taken.has(id); number++) id = `${wanted.id ?? "case"}_${number}`;
  const added = { ...wanted, id, target: wanted.target ?? END };
  return withMembers(definition, step, { cases: step.cases.toSpliced(at ?? step.cases.length, 0, added) });
}

/** Takes a case away; what only it led to goes with it when that is asked for. */
export function removeCase(
  definition: FlowDefinition,
  stepId: string,
  caseId: string,
  withSteps: boolean,
): FlowDefinition {
  const step = branchOf(definition, stepId);
  if (!step.cases.some(({ id }) => id === caseId))
    throw new AppError("invalid", `${quotedStep(step)} has no case “${caseId}” any more.`);
  if (step.cases.length === 1)
    throw new AppError("invalid", `${quotedStep(step)} needs at least one case. Remove the step instead.`);
  const changed = withMembers(definition, step, { cases: step.cases.filter(({ id }) => id !== caseId) });
  return withSteps ? withoutUnreached(definition, changed) : changed;
}

export function addBranch(
  definition: FlowDefinition,
  stepId: string,
  { name, target = END }: { name?: string | undefined; target?: string | undefined },
): FlowDefinition {
  const step = parallelOf(definition, stepId);
  return withMembers(definition, step, {
    branches: [...step.branches, { ...(name !== undefined && { name }), target }],
  });
}

export function removeBranch(
  definition: FlowDefinition,
  stepId: string,
  index: number,
  withSteps: boolean,
): FlowDefinition {
  const step = parallelOf(definition, stepId);
  if (!step.branches[index])
    throw new AppError("invalid", `${quotedStep(step)} has no such branch any more.`);
  if (step.branches.length === 1)
    throw new AppError("invalid", `${quotedStep(step)} needs at least one branch. Remove the step instead.`);
  const changed = withMembers(definition, step, { branches: step.branches.toSpliced(index, 1) });
  return withSteps ? withoutUnreached(definition, changed) : changed;
}

function branchOf(definition: FlowDefinition, stepId: string): Branch {
  const step = findStep(definition, stepId);
  if (step.type !== "branch") throw new AppError("invalid", `${quotedStep(step)} has no cases.`);
  return step;
}

function parallelOf(definition: FlowDefinition, stepId: string): Parallel {
  const step = findStep(definition, stepId);
  if (step.type !== "parallel")
    throw new AppError("invalid", `${quotedStep(step)} has no parallel branches.`);
  return step;
}

function withMembers(
  definition: FlowDefinition,
  step: Step,
  members: Partial<Pick<Branch, "cases">> | Partial<Pick<Parallel, "branches">>,
): FlowDefinition {
  const parsed = stepSchema.safeParse({ ...step, ...members });
  if (!parsed.success)
    throw new AppError("invalid", `${quotedStep(step)} cannot have that many branches: 50 is the limit.`);
  return replaceStep(definition, step.id, parsed.data);
}

/** Without the steps that could be reached before and cannot be now. */
function withoutUnreached(before: FlowDefinition, after: FlowDefinition): FlowDefinition {
  const [was, is] = [reached(before), reached(after)];
  const gone = new Set([...was].filter((id) => !is.has(id)));
  if (gone.size === 0) return after;
  const stay = ({ id }: Step) => !gone.has(id);
  const { layout } = after;
  const rest: FlowDefinition = {
    ...after,
    steps: after.steps.filter(stay),
    ...(layout && {
      layout: {
        ...layout,
        positions: Object.fromEntries(Object.entries(layout.positions).filter(([id]) => !gone.has(id))),
      },
    }),
  };
  return keepWays(after, rest, ({ to }) => (gone.has(to) ? END : to));
}

/** Steps that the trigger leads to; error handlers stay whatever leads to them. */
function reached(definition: FlowDefinition): Set<string> {
  const graph = flowGraph(definition);
  const found = new Set([TRIGGER]);
  for (const id of found) for (const edge of graph.edgesFrom(id)) if (!edge.broken) found.add(edge.to);
  return new Set([...found].filter((id) => graph.node(id)?.kind === "step"));
}
