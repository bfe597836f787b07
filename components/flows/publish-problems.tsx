"use client";

import { useMemo } from "react";
import { useBuilder } from "@/components/flow-builder/use-builder";
import { stepTitle } from "@/server/domain/step-title";
import { FlowProblemList } from "./flow-problem-list";

/** Errors, which stand against publishing; without them how many warnings there are. */
export function PublishProblems() {
  const problems = useBuilder((state) => state.problems);
  const definition = useBuilder((state) => state.definition);
  const titles = useMemo(
    () =>
      new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, stepTitle(step)])),
    [definition],
  );
  const errors = problems.filter(({ severity }) => severity === "structure");
  const warnings = problems.filter(({ severity }) => severity === "catalogue").length;
  if (errors.length > 0)
    return (
      <section aria-label="Errors" className="flex flex-col gap-2">
        <h3 className="font-medium text-failed">
          {errors.length === 1 ? "One error stands against it" : `${errors.length} errors stand against it`}
        </h3>
        <FlowProblemList problems={errors} titleOf={(stepId) => titles.get(stepId) ?? stepId} />
      </section>
    );
  if (warnings === 0) return null;
  return (
    <p className="text-held">
      {warnings === 1 ? "There is one warning" : `There are ${warnings} warnings`}; it can be published all
      the same.
    </p>
  );
}
