"use client";

import { useAutosave } from "./use-autosave";
import { useBuilder } from "./use-builder";
import { useFlowCheck } from "./use-problems";
import { useStaleSteps } from "./use-stale-steps";

/** What goes on while a flow is open in the builder: saving, checking, and saying edits to whoever does not see them. */
export function BuilderWork() {
  const readOnly = useBuilder((state) => state.readOnly);
  const { text, number } = useBuilder((state) => state.announcement);
  useFlowCheck();
  useStaleSteps();
  return (
    <>
      {readOnly ? null : <Autosave />}
      <div role="status" aria-live="polite" className="sr-only">
        {/* A new element: the same words twice are said twice. */}
        <span key={number}>{text}</span>
      </div>
    </>
  );
}

function Autosave() {
  useAutosave();
  return null;
}
