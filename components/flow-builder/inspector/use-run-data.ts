"use client";

import { useMemo, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useNow } from "@/components/ui/use-now";
import { eventSample } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import type { FlowTrigger } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
import { useBuilder } from "../use-builder";
import { eventData, type RunData, runData, type SampleEvent, sourcesBefore } from "./data/run-data";
import { sampleOutput } from "./data/sample-output";
import { useOffers } from "./use-offers";

/** What a step can refer to, with the chosen sample. It stays the same object while one edits the step itself. */
export function useStepData(stepId: string): RunData {
  const { timezone } = useWorkspace();
  const { actionOf } = useOffers();
  const sample = useSample();
  const now = useMinute();
  const outputs = useBuilder((state) => state.outputs);
  const variables = useBuilder((state) => state.definition.variables);
  // Steps keep their identity while they do not change, so this list does.
  const before = useBuilder((state) => sourcesBefore(state.definition, stepId).before);
  const loops = useBuilder((state) => sourcesBefore(state.definition, stepId).loops);
  const seesError = useBuilder((state) => sourcesBefore(state.definition, stepId).seesError);
  return useMemo(
    () =>
      runData({
        ...{ sample, before, loops, seesError, variables, timezone, now },
        outputOf: (step: Step) =>
          outputs.has(step.id)
            ? outputs.get(step.id)
            : sampleOutput(step, (one) => (one.type === "action" ? actionOf(one)?.sampleOutput : undefined)),
      }),
    [sample, before, loops, seesError, variables, timezone, now, outputs, actionOf],
  );
}

/** What can be said of the event that starts the flow. */
export function useTriggerData(): RunData {
  const { timezone } = useWorkspace();
  const sample = useSample();
  const now = useMinute();
  return useMemo(() => eventData(sample, now, timezone), [sample, now, timezone]);
}

/** The chosen sample; before there is one, how the catalogue says that the event looks. */
export function useSample(): SampleEvent {
  const { eventTypes } = useOffers();
  const chosen = useBuilder((state) => state.sample);
  const trigger = useBuilder((state) => state.definition.trigger);
  return useMemo(() => {
    if (chosen) return { type: chosen.type, payload: chosen.payload };
    const type = typeOf(trigger);
    const offered = eventTypes.find((event) => event.type === type)?.sample;
    return { type, payload: { ...(offered ?? eventSample(type)) } };
  }, [chosen, trigger, eventTypes]);
}

function typeOf(trigger: FlowTrigger): string {
  switch (trigger.type) {
    case "event":
      return canonicalEventType(trigger.event_types[0] ?? "");
    case "webhook":
      return "webhook.received";
    case "schedule":
      return "schedule.fired";
    case "manual":
      return "manual.started";
  }
}

/** The time when the inspector was opened, to the minute: previews do not tick. */
function useMinute(): Date {
  const now = useNow();
  const first = useRef<Date | null>(null);
  if (first.current === null && now !== null) first.current = new Date(Math.floor(now / 60_000) * 60_000);
  return first.current ?? EPOCH;
}

const EPOCH = new Date(0);
