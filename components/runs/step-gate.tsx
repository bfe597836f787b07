"use client";

import { useQuery } from "@tanstack/react-query";
import { GateDecision } from "@/components/crm/gate-decision";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { RunStep } from "./run-types";

/** What the gate decided about a step's message; nothing for steps that reach nobody. */
export function StepGate({ runId, step }: { runId: string; step: RunStep }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(
    trpc.gate.ofStep.queryOptions(
      { workspace, runId, stepId: step.stepId, path: step.path },
      { enabled: step.stepType === "action" && step.status !== "skipped" },
    ),
  );
  if (!data || data.length === 0) return null;
  return (
    <ul aria-label="What the gate decided" className="mb-3 flex flex-col gap-2 rounded-lg bg-sunken p-3">
      {data.map((decision) => (
        <li key={decision.id}>
          <GateDecision decision={decision} />
        </li>
      ))}
    </ul>
  );
}
