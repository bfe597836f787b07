"use client";

import { useCallback } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
import { useBuilder, useBuilderStore } from "../use-builder";
import type { JsonObject } from "./json-value";

export const findStep = ({ steps, error_handlers }: FlowDefinition, stepId: string): Step | null =>
  steps.find(({ id }) => id === stepId) ?? error_handlers.find(({ id }) => id === stepId) ?? null;

/** A step of the draft; null when it is gone. */
export const useStep = (stepId: string): Step | null =>
  useBuilder((state) => findStep(state.definition, stepId));

export type ChangeStep = (changes: JsonObject, field: string, label?: string) => boolean;

/** Changes top-level fields of a step; null takes one away. Typing into one field is one undo. */
export function useChangeStep(stepId: string): ChangeStep {
  const store = useBuilderStore();
  return useCallback<ChangeStep>(
    (changes, field, label) =>
      store
        .getState()
        .edit(
          { kind: "update_step", stepId, changes },
          { merge: `${stepId}.${field}`, ...(label && { label }) },
        ),
    [store, stepId],
  );
}
