"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import type { SubRun } from "./run-types";

/** The run that a step waits for, or waited: its flow, its state, and the way to it. */
export function SubRunLine({ subRun }: { subRun: SubRun }) {
  const { slug } = useWorkspace();
  return (
    <Link
      href={`/w/${slug}/runs/${subRun.id}`}
      className="mb-3 flex min-h-9 items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1.5 hover:bg-hover"
    >
      <RunStatusBadge status={subRun.status} reason={subRun.reason} appearance="icon" />
      <span className="min-w-0 truncate">
        <span className="text-muted">Run of </span>
        <span className="font-medium">{subRun.flowName ?? "a flow that is gone"}</span>
      </span>
      <TokenAmount milliTokens={subRun.milliTokens} unit className="ml-auto shrink-0 text-muted" />
      <ArrowUpRight aria-hidden className="size-4 shrink-0 text-muted" />
    </Link>
  );
}
