"use client";

import { useEffect, useRef, useState } from "react";
import type { StepMark } from "@/components/flow-builder/step-mark";
import { PRICES } from "@/server/domain/plans";
import type { RunStatus } from "@/server/domain/run";
import type { DemoEvent } from "./demo-flow";
import { type DemoBeat, demoScript } from "./demo-script";

type DemoRun = { event: DemoEvent; startedAt: Date; beats: DemoBeat[] };

/** Plays the script of an event against the clock. */
export function useDemoRun() {
  const [run, setRun] = useState<DemoRun | null>(null);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => {
    const running = timers.current;
    return () => clear(running);
  }, []);

  const send = (event: DemoEvent) => {
    clear(timers.current);
    setRun({ event, startedAt: new Date(), beats: [] });
    for (const beat of demoScript[event]) {
      const play = () => setRun((old) => (old ? { ...old, beats: [...old.beats, beat] } : old));
      timers.current.push(setTimeout(play, beat.at));
    }
  };

  const marks = new Map<string, StepMark>();
  for (const beat of run?.beats ?? [])
    if (run) marks.set(beat.stepId, markOf(beat, run, marks.get(beat.stepId)));
  return { run, send, marks, summary: run ? summaryOf(run, marks) : null };
}

const clear = (timers: ReturnType<typeof setTimeout>[]) => timers.splice(0).forEach(clearTimeout);

function markOf(beat: DemoBeat, run: DemoRun, before: StepMark | undefined): StepMark {
  const time = (ms: number) => new Date(run.startedAt.getTime() + ms);
  return {
    status: beat.status,
    outlets: beat.outlet ? [beat.outlet] : [],
    startedAt: before?.startedAt ?? time(beat.at),
    finishedAt: beat.status === "succeeded" || beat.status === "skipped" ? time(beat.at) : null,
    wakeAt: beat.wakeAt === undefined ? null : time(beat.wakeAt),
    milliTokens: beat.milliTokens ?? 0,
    attempt: beat.attempt ?? 1,
    iterations: 1,
  };
}

function summaryOf({ event, startedAt, beats }: DemoRun, marks: ReadonlyMap<string, StepMark>) {
  const last = demoScript[event].at(-1);
  const done = last !== undefined && beats.length === demoScript[event].length;
  const waiting = [...marks.values()].some((mark) => mark.status === "waiting");
  const status: RunStatus = done ? "completed" : waiting ? "waiting" : "running";
  return {
    status,
    reason: done && event === "small" ? "condition_not_met" : null,
    startedAt,
    finishedAt: done ? new Date(startedAt.getTime() + last.at) : null,
    milliTokens:
      PRICES.workflow_execution.milliTokens +
      [...marks.values()].reduce((sum, mark) => sum + mark.milliTokens, 0),
  };
}
