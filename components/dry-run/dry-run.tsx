"use client";

import dynamic from "next/dynamic";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DryRunOutcome } from "./dry-run-outcome";
import type { DryRunSource } from "./dry-run-source";

const loading = () => <SkeletonRows rows={5} label="Loading the dry run" />;
const FlowDryRun = dynamic(() => import("./flow-dry-run").then((module) => module.FlowDryRun), {
  ...{ ssr: false, loading },
});
const TemplateDryRun = dynamic(() => import("./template-dry-run").then((module) => module.TemplateDryRun), {
  ...{ ssr: false, loading },
});

export type DryRunProps = {
  source: DryRunSource;
  /** A line of it was chosen. */
  onStep?: ((stepId: string) => void) | undefined;
  /** What a canvas beside it can show: the one that is on the timeline, null while there is none. */
  onOutcome?: ((outcome: DryRunOutcome | null) => void) | undefined;
  /** A replay takes the draft as the server has it: true when that is what is shown. */
  save?: (() => Promise<boolean>) | undefined;
  /** Scrolls inside a panel of its own height; else it is as high as what it shows. */
  fill?: boolean;
};

/** A flow tried on a virtual clock: what it would do, say and cost, and what if. Nothing is sent. */
export function DryRun({ source, ...props }: DryRunProps) {
  return "flowId" in source ? (
    <FlowDryRun source={source} {...props} />
  ) : (
    <TemplateDryRun source={source} {...props} />
  );
}
