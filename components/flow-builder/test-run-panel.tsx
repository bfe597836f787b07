"use client";

import { TestRunResult } from "./test-run-result";
import { TestRunSample } from "./test-run-sample";
import { useBuilderPanel } from "./use-builder-panel";

/** Trying the draft: the event on the left, what became of it on the right. */
export function TestRunPanel({ readOnly }: { readOnly: boolean }) {
  const { trial } = useBuilderPanel();
  return (
    <div className="flex min-h-full max-desk:flex-col desk:h-full">
      {readOnly ? null : (
        <div className="border-line p-4 max-desk:border-b desk:w-90 desk:shrink-0 desk:overflow-y-auto desk:border-r">
          <TestRunSample />
        </div>
      )}
      <section
        aria-label="What the test run did"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
        tabIndex={0}
        className="min-w-0 flex-1 desk:overflow-y-auto"
      >
        {trial === null ? (
          <p className="max-w-[60ch] p-4 text-muted">
            {readOnly
              ? "Test runs are for those who may edit the flow."
              : "Choose an event and run the draft with it. Its steps light up on the canvas, and what they put out is shown in the fields of later steps."}
          </p>
        ) : (
          <TestRunResult key={trial} runId={trial} />
        )}
      </section>
    </div>
  );
}
