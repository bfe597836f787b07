"use client";

import { useEffect } from "react";
import { sameValue } from "@/server/domain/same-value";
import { staleSteps } from "./stale-steps";
import { useBuilder, useBuilderStore } from "./use-builder";

/** Whether what the last test knows of a step is older than how it is set up now. */
export const useIsStale = (stepId: string): boolean => useBuilder((state) => state.stale.has(stepId));

/** Compares the flow with what was tested, once before the next frame however many edits there were. */
export function useStaleSteps(): void {
  const store = useBuilderStore();
  useEffect(() => {
    let frame: number | null = null;
    const compare = () => {
      frame = null;
      const { definition, tested, stale } = store.getState();
      const now = staleSteps(definition, tested);
      if (!sameValue([...now], [...stale])) store.setState({ stale: now });
    };
    const unsubscribe = store.subscribe((now, before) => {
      if (now.tested !== before.tested || (now.tested.size > 0 && now.definition !== before.definition))
        frame ??= requestAnimationFrame(compare);
    });
    return () => {
      unsubscribe();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [store]);
}
