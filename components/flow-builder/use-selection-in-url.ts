"use client";

import { useEffect, useRef } from "react";
import { useBuilderStore } from "./use-builder";

type SetView = (change: { step: string | null }) => unknown;

/** A link can point to a step: the one that is selected stands in the URL, and the one in the URL is selected. */
export function useSelectionInUrl(step: string | null, setView: SetView): void {
  const store = useBuilderStore();
  const written = useRef<string | null>(null);
  const write = useRef(setView);
  write.current = setView;
  useEffect(() => {
    if (step === written.current) return;
    written.current = step;
    store.getState().select(step === null ? [] : [step]);
  }, [step, store]);
  useEffect(
    () =>
      store.subscribe(({ selection }, before) => {
        if (selection === before.selection) return;
        const [only = null, ...others] = selection;
        const next = others.length > 0 || only?.startsWith("note:") ? null : only;
        if (next === written.current) return;
        written.current = next;
        write.current({ step: next });
      }),
    [store],
  );
}
