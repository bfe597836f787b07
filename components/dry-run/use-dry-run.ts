"use client";

import { useMemo } from "react";
import { chosenEvent, type SampleChoice } from "./dry-run-samples";
import { useDryRunSettings } from "./dry-run-settings";
import type { DryRunSource } from "./dry-run-source";
import { useStart } from "./use-start";
import { whatIfWorld } from "./what-if-world";
import { whatIfs } from "./what-ifs";

const NOTHING = {};

/** What a dry run is asked with: the chosen event and start, and the “what if”s that are on. */
export function useDryRun(source: DryRunSource, choices: readonly SampleChoice[]) {
  const [settings, change] = useDryRunSettings(source);
  const { sampleId, own, chosen } = settings;
  const { definition } = source;
  const event = useMemo(() => chosenEvent(choices, { sampleId, own }), [choices, sampleId, own]);
  const at = useStart(settings.at ?? event?.at ?? null);
  const payload = event?.payload ?? NOTHING;
  const known = useMemo(() => whatIfs(definition, payload), [definition, payload]);
  const world = useMemo(() => whatIfWorld(known, chosen), [known, chosen]);
  return { settings, change, at, event, known, world };
}
