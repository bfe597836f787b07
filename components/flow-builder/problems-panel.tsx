"use client";

import { CircleAlert, CircleCheck, Lightbulb, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { stepTitle } from "@/server/domain/step-title";
import type { BuilderProblem } from "./builder-state";
import { useBuilderView } from "./builder-view";
import { FixButton } from "./fix-button";
import { focusInspector } from "./focus-inspector";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useFocusAfterFix } from "./use-focus-after-fix";
import { useProblems } from "./use-problems";

/** Everything that is wrong with the flow, or unwise, step by step; errors, which stand against publishing, first. */
export function ProblemsPanel() {
  const problems = useProblems();
  const definition = useBuilder((state) => state.definition);
  const groups = useMemo(() => grouped(problems, definition), [problems, definition]);
  const list = useFocusAfterFix(groups);
  if (groups.length === 0)
    return (
      <p className="flex items-center gap-2 px-4 py-4 text-muted">
        <CircleCheck aria-hidden className="size-4 text-succeeded" />
        Nothing is wrong. The flow can be published.
      </p>
    );
  return (
    <ul ref={list} aria-label="Problems" className="flex flex-col px-2 py-1.5">
      {groups.map((group) => (
        <Group key={group.stepId ?? ""} {...group} />
      ))}
    </ul>
  );
}

type ProblemGroup = { stepId: string | null; title: string; problems: readonly BuilderProblem[] };

function Group({ stepId, title, problems }: ProblemGroup) {
  return (
    <li>
      <h3 className="px-2 pt-2 pb-0.5 font-medium text-muted text-xs">{title}</h3>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.severity} ${problem.field} ${problem.message}`}>
            <Line problem={problem} stepId={stepId} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Line({ problem, stepId }: { problem: BuilderProblem; stepId: string | null }) {
  const store = useBuilderStore();
  const { word, icon: Icon, ink } = KINDS[problem.severity];
  const jump = () => {
    const id = stepId ?? (problem.field.startsWith("trigger") ? TRIGGER : null);
    store.getState().select(id === null ? [] : [id]);
    if (id !== null) useBuilderView.getState().canvas?.show(id);
    // After the inspector shows the step.
    requestAnimationFrame(() => requestAnimationFrame(focusInspector));
  };
  return (
    <div
      data-problem
      className="flex items-start gap-2 rounded-md pr-1 hover:bg-hover max-sm:flex-col max-sm:pb-1.5"
    >
      <button
        type="button"
        onClick={jump}
        className="flex w-full min-w-0 flex-1 items-start gap-2 rounded-md px-2 py-1.5 text-left focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
        <span className="sr-only">{word}: </span>
        <span className="min-w-0 flex-1 break-words">
          {problem.message}
          {problem.hint ? <span className="text-muted"> {problem.hint}</span> : null}
        </span>
        {problem.field && !problem.fix ? (
          <code className="max-w-[40%] shrink-0 truncate font-mono text-muted text-xs leading-5 max-sm:hidden">
            {problem.field}
          </code>
        ) : null}
      </button>
      {problem.fix ? <FixButton fix={problem.fix} className="mt-0.5 max-sm:ml-8" /> : null}
    </div>
  );
}

/** Errors before warnings, and within them the order of the flow. */
function grouped(problems: readonly BuilderProblem[], definition: FlowDefinition): ProblemGroup[] {
  const steps = [...definition.steps, ...definition.error_handlers];
  const byStep = new Map<string | null, BuilderProblem[]>();
  for (const problem of problems) {
    const list = byStep.get(problem.stepId);
    if (list) list.push(problem);
    else byStep.set(problem.stepId, [problem]);
  }
  const places = new Map(steps.map((step, place) => [step.id, { step, place }]));
  return [...byStep]
    .map(([stepId, found]) => {
      const known = stepId === null ? undefined : places.get(stepId);
      const title = stepId === null ? "The flow" : known ? stepTitle(known.step) : stepId;
      const place = stepId === null ? -1 : (known?.place ?? steps.length);
      return { stepId, title, place, problems: [...found].sort((a, b) => rank(a) - rank(b)) };
    })
    .sort((a, b) => rank(a.problems[0]) - rank(b.problems[0]) || a.place - b.place);
}

const KINDS = {
  structure: { word: "Error", icon: CircleAlert, ink: "text-failed", rank: 0 },
  catalogue: { word: "Warning", icon: TriangleAlert, ink: "text-held", rank: 1 },
  advice: { word: "Advice", icon: Lightbulb, ink: "text-accent-ink", rank: 2 },
} as const;

const rank = (problem: BuilderProblem | undefined): number => (problem ? KINDS[problem.severity].rank : 3);
