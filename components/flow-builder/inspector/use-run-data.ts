"use client";

import { useMemo, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useNow } from "@/components/ui/use-now";
import { startEvent } from "@/server/domain/start-event";
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
  const definition = useBuilder((state) => state.definition);
  const sources = useMemo(() => sourcesBefore(definition, stepId), [definition, stepId]);
  // Steps keep their identity while they do not change, so these lists do.
  const before = useSameList(sources.before);
  const loops = useSameList(sources.loops);
  const { seesError } = sources;
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

/** The list as it was before, while the same things are in it. */
function useSameList<Item>(list: readonly Item[]): readonly Item[] {
  const kept = useRef(list);
  if (kept.current.length !== list.length || kept.current.some((item, at) => item !== list[at]))
    kept.current = list;
  return kept.current;
}

/** What can be said of the event that starts the flow. */
export function useTriggerData(): RunData {
  const { timezone } = useWorkspace();
  const sample = useSample();
  const now = useMinute();
  return useMemo(() => eventData(sample, now, timezone), [sample, now, timezone]);
}

/** The chosen sample; before there is one, how the event looks as far as one can tell. */
export function useSample(): SampleEvent {
  const { eventTypes } = useOffers();
  const chosen = useBuilder((state) => state.sample);
  const trigger = useBuilder((state) => state.definition.trigger);
  return useMemo(() => {
    if (chosen) return { type: chosen.type, payload: chosen.payload };
    const { type, payload } = startEvent(trigger);
    const offered = trigger.type === "event" && eventTypes.find((event) => event.type === type)?.sample;
    return { type, payload: { ...(offered || payload) } };
  }, [chosen, trigger, eventTypes]);
}

/** The time when the inspector was opened, to the minute: previews do not tick. */
function useMinute(): Date {
  const now = useNow();
  const first = useRef<Date | null>(null);
  if (first.current === null && now !== null) first.current = new Date(Math.floor(now / 60_000) * 60_000);
  return first.current ?? EPOCH;
}

const EPOCH = new Date(0);
