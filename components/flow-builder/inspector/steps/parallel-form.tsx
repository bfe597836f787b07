"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { useBuilderStore } from "../../use-builder";
import { withItem } from "../fields/list-edit";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import type { StepFormProps } from "./step-of";

/** The branches that begin at once. What is in each is drawn on the canvas. */
export function ParallelForm({ step, readOnly }: StepFormProps<"parallel">) {
  const change = useChangeStep(step.id);
  const store = useBuilderStore();
  const edit = (one: FlowEdit) => store.getState().edit(one);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-xs">All begin at once. What each does is drawn on the canvas.</p>
      <ol aria-label="Branches" className="flex flex-col gap-2">
        {step.branches.map((branch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a branch is known by its place
          <li key={index} className="flex items-center gap-1">
            <Input
              aria-label={`Name of branch ${index + 1}`}
              placeholder={`Branch ${index + 1}`}
              maxLength={200}
              value={branch.name ?? ""}
              disabled={readOnly}
              onChange={({ target }) => {
                const { name: _, ...rest } = branch;
                const next = target.value === "" ? rest : { ...rest, name: target.value };
                const branches = toJson(withItem(step.branches, index, next));
                change({ branches }, `branches.${index}`);
              }}
            />
            {readOnly ? null : (
              <IconButton
                label={`Remove branch ${index + 1}`}
                disabled={step.branches.length === 1}
                onClick={() => edit({ kind: "remove_branch", stepId: step.id, index, withSteps: false })}
              >
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
      {readOnly || step.branches.length >= 50 ? null : (
        <Button className="self-start" onClick={() => edit({ kind: "add_branch", stepId: step.id })}>
          <Plus aria-hidden />
          Add branch
        </Button>
      )}
    </div>
  );
}
