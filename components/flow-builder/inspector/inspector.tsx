"use client";

import { useDeferredValue } from "react";
import type { FlowDetail } from "@/components/flows/flow-types";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilder } from "../use-builder";
import { FlowInspector } from "./flow-inspector";
import { ManySelected } from "./many-selected";
import { NoteInspector } from "./note-inspector";
import { StepInspector } from "./step-inspector";
import { TriggerInspector } from "./trigger-inspector";

const NOTE = "note:";

/** Beside the canvas: what is selected there, to be set up. Without a selection, the flow as a whole. */
export function Inspector({ flow }: { flow: FlowDetail }) {
  const selected = useBuilder((state) => state.selection);
  const before = useDeferredValue(selected);
  // The flow as a whole is much to draw, and nobody waits for it: what let go of a step is on the screen first.
  const selection = selected.length === 0 ? before : selected;
  const [only, ...others] = selection;
  if (only === undefined) return <FlowInspector flow={flow} />;
  if (others.length > 0) return <ManySelected />;
  if (only === TRIGGER) return <TriggerInspector />;
  if (only.startsWith(NOTE)) return <NoteInspector key={only} noteId={only.slice(NOTE.length)} />;
  return <StepInspector key={only} stepId={only} />;
}
