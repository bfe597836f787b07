"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { DryRunHead } from "./dry-run-head";
import { type DryRunAnswer, zoneOf } from "./dry-run-outcome";
import { DryRunTimeline } from "./dry-run-timeline";

type DryRunResultProps = {
  answer: DryRunAnswer;
  /** There is an event to try it with. */
  hasEvent: boolean;
  whatIf: ReactNode;
  onStep?: ((stepId: string) => void) | undefined;
};

/** The timeline of one dry run. While the next is worked out the last one stays. */
export function DryRunResult({ answer, hasEvent, whatIf, onStep }: DryRunResultProps) {
  const { outcome, error, busy, again } = answer;
  if (!hasEvent)
    return (
      <p className="max-w-[60ch] p-4 text-muted">Choose how the flow starts, and it can be tried here.</p>
    );
  return (
    <>
      {outcome && error === null ? <DryRunHead outcome={outcome} busy={busy} /> : null}
      {whatIf}
      {error !== null ? (
        <ErrorState title="The dry run could not be made" message={error} onRetry={again} pending={busy} />
      ) : outcome ? (
        <div className={cn("transition-opacity", busy && "opacity-60")}>
          <DryRunTimeline outcome={outcome} zone={zoneOf(outcome)} onStep={onStep} />
        </div>
      ) : (
        <SkeletonRows rows={5} label="Working out the dry run" />
      )}
    </>
  );
}
