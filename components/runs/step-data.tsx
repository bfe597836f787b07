"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { JsonTree } from "@/components/ui/json-tree";
import { goneWords } from "@/server/domain/retention";
import type { RunStep } from "./run-types";

type StepDataProps = { runId: string; step: RunStep; side: "input" | "output" };

/** What went into a step, or came out. Large bodies are fetched only when somebody wants them. */
export function StepData({ runId, step, side }: StepDataProps) {
  const trpc = useTRPC();
  const { slug: workspace, plan } = useWorkspace();
  const omitted = side === "input" ? step.inputOmitted : step.outputOmitted;
  const [wanted, setWanted] = useState(false);
  const { data, error, isFetching } = useQuery(
    trpc.runs.stepData.queryOptions(
      { workspace, runId, stepId: step.stepId, path: step.path },
      { enabled: omitted && wanted, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const name = side === "input" ? "Input" : "Output";
  const path = side === "output" ? `steps.${step.stepId}.output` : "";
  if (side === "input" ? step.inputGone : step.outputGone)
    return <p className="text-muted">{goneWords(side, plan)}</p>;
  if (!omitted) return <JsonTree value={step[side]} label={name} pathPrefix={path} />;
  if (data) return <JsonTree value={data[side]} label={name} pathPrefix={path} openLevels={1} />;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="text-muted">{error ? error.message : `The ${side} is larger than 64 KB.`}</p>
      <Button pending={isFetching} onClick={() => setWanted(true)}>
        Load it
      </Button>
    </div>
  );
}
