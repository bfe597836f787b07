import { TriangleAlert } from "lucide-react";

type Problem = { stepId: string | null; field: string | null; message: string };

type FlowProblemListProps = {
  problems: readonly Problem[];
  /** Name of a step, where the flow is known. */
  titleOf?: (stepId: string) => string;
  onSelect?: (stepId: string) => void;
};

/** What is wrong with a flow, step by step. */
export function FlowProblemList({ problems, titleOf, onSelect }: FlowProblemListProps) {
  const groups = new Map<string | null, Problem[]>();
  for (const problem of problems)
    groups.set(problem.stepId, [...(groups.get(problem.stepId) ?? []), problem]);
  return (
    <ul className="flex flex-col gap-2">
      {[...groups].map(([stepId, group]) => (
        <li key={stepId ?? ""} className="flex gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-held" />
          <div className="min-w-0">
            <p className="font-medium">
              {stepId === null ? (
                "The flow"
              ) : onSelect ? (
                <button type="button" onClick={() => onSelect(stepId)} className="hover:underline">
                  {titleOf?.(stepId) ?? stepId}
                </button>
              ) : (
                (titleOf?.(stepId) ?? `Step ${stepId}`)
              )}
            </p>
            <ul className="text-muted">
              {group.map((problem) => (
                <li key={`${problem.field} ${problem.message}`} className="break-words">
                  {problem.message}
                  {problem.field ? <code className="ml-1.5 font-mono text-xs">{problem.field}</code> : null}
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ul>
  );
}
