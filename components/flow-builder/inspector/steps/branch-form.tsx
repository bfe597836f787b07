"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { END } from "@/server/domain/flow-limits";
import { useBuilderStore } from "../../use-builder";
import { AddRule } from "../condition/add-rule";
import { ConditionBuilder } from "../condition/condition-builder";
import { moved, withItem } from "../fields/list-edit";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import { freeCaseId } from "./free-case-id";
import type { StepFormProps, StepOf } from "./step-of";

type Case = StepOf<"branch">["cases"][number];

/** The cases, the first that holds is taken. Where each leads is drawn on the canvas. */
export function BranchForm({ step, readOnly }: StepFormProps<"branch">) {
  const change = useChangeStep(step.id);
  const builder = useBuilderStore();
  const remove = (caseId: string, label: string) =>
    builder.getState().edit({ kind: "remove_case", stepId: step.id, caseId, withSteps: false }, { label });
  const store = (cases: Case[], field: string, label?: string) =>
    change({ cases: toJson(cases) }, field, label);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-xs">
        The first case that holds is taken; when none does, “otherwise”. Where each leads is drawn on the
        canvas.
      </p>
      <ol aria-label="Cases" className="flex flex-col gap-4">
        {step.cases.map((one, index) => {
          const set = (changes: Partial<Case>) =>
            store(withItem(step.cases, index, { ...one, ...changes }), `cases.${one.id}`);
          const title = one.name ?? `Case ${index + 1}`;
          return (
            <li
              key={one.id}
              className="flex flex-col gap-2 border-line border-t pt-3 first:border-0 first:pt-0"
            >
              <div className="flex items-center gap-1">
                <Input
                  aria-label={`Name of case ${index + 1}`}
                  placeholder={`Case ${index + 1}`}
                  maxLength={200}
                  value={one.name ?? ""}
                  disabled={readOnly}
                  onChange={({ target }) => set({ name: target.value === "" ? undefined : target.value })}
                />
                {readOnly ? null : (
                  <>
                    <IconButton
                      label={`Move ${title} up`}
                      className="w-6"
                      disabled={index === 0}
                      onClick={() => store(moved(step.cases, index, -1), "cases", `Moved ${title} up`)}
                    >
                      <ArrowUp aria-hidden />
                    </IconButton>
                    <IconButton
                      label={`Move ${title} down`}
                      className="w-6"
                      disabled={index === step.cases.length - 1}
                      onClick={() => store(moved(step.cases, index, 1), "cases", `Moved ${title} down`)}
                    >
                      <ArrowDown aria-hidden />
                    </IconButton>
                    <IconButton
                      label={`Remove ${title}`}
                      className="w-6"
                      disabled={step.cases.length === 1}
                      onClick={() => remove(one.id, `Removed ${title}`)}
                    >
                      <Trash2 aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
              <ConditionBuilder
                condition={one.condition}
                onChange={(condition) => condition && set({ condition })}
                path={`cases.${index}.condition`}
                readOnly={readOnly}
              />
            </li>
          );
        })}
      </ol>
      {readOnly || step.cases.length >= 50 ? null : (
        <AddRule
          label="Add case"
          onAdd={(condition) =>
            store(
              [...step.cases, { id: freeCaseId(step.cases), condition, target: END }],
              "cases",
              "Added a case",
            )
          }
        />
      )}
    </div>
  );
}
