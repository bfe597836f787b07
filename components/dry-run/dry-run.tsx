"use client";

import dynamic from "next/dynamic";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DryRunProps } from "./dry-run-props";

const loading = () => <SkeletonRows rows={5} label="Loading the dry run" />;
const FlowDryRun = dynamic(() => import("./flow-dry-run").then((module) => module.FlowDryRun), {
  ...{ ssr: false, loading },
});
const TemplateDryRun = dynamic(() => import("./template-dry-run").then((module) => module.TemplateDryRun), {
  ...{ ssr: false, loading },
});

/** A flow tried on a virtual clock: what it would do, say and cost, and what if. Nothing is sent. */
export function DryRun({ source, ...props }: DryRunProps) {
  return "flowId" in source ? (
    <FlowDryRun source={source} {...props} />
  ) : (
    <TemplateDryRun source={source} {...props} />
  );
}
