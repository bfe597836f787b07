"use client";

import { useEffect } from "react";
import type { BuilderProblem } from "./builder-state";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useCheckCatalogue } from "./use-catalogue";
import { whenIdle } from "./when-idle";

/** What stands against the working draft, a moment after each edit. */
export const useProblems = (): readonly BuilderProblem[] => useBuilder((state) => state.problems);

export const useProblemsOf = (stepId: string): readonly BuilderProblem[] =>
  useBuilder((state) => state.problemsOf.get(stepId) ?? NONE);

const NONE: readonly BuilderProblem[] = [];
/** Off the path of typing. */
const PAUSE_MS = 150;

/** Checks the working draft after each edit. Once for each builder. */
export function useFlowCheck(): void {
  const store = useBuilderStore();
  const catalogue = useCheckCatalogue();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const check = async () => {
      const { checkFlow } = await import("./check-flow");
      if (!ended) store.getState().setProblems(checkFlow(store.getState().definition, catalogue));
    };
    const plan = (delay: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => whenIdle(() => void check()), delay);
    };
    plan(0);
    const unsubscribe = store.subscribe((now, before) => {
      if (now.definition !== before.definition) plan(PAUSE_MS);
    });
    return () => {
      ended = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [store, catalogue]);
}
