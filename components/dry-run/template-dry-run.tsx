"use client";

import { useEffect, useMemo } from "react";
import { DryRunForm } from "./dry-run-form";
import { DryRunLayout } from "./dry-run-layout";
import { zoneOf } from "./dry-run-outcome";
import type { DryRunProps } from "./dry-run-props";
import { DryRunResult } from "./dry-run-result";
import { templateChoices } from "./dry-run-samples";
import { triedWords } from "./simulation-words";
import { useDryRun } from "./use-dry-run";
import { useTemplateSimulation } from "./use-template-simulation";
import { WhatIfBar } from "./what-if-bar";

type TemplateDryRunProps = Omit<DryRunProps, "source"> & {
  source: Extract<DryRunProps["source"], { template: string }>;
};

/** A template of the gallery tried with its samples, by whoever looks at it. */
export function TemplateDryRun({ source, onStep, onOutcome, fill }: TemplateDryRunProps) {
  const choices = useMemo(() => templateChoices(source.samples), [source.samples]);
  const dry = useDryRun(source, choices);
  const { settings, change } = dry;
  const answer = useTemplateSimulation(source, dry);
  const shown = answer.error === null ? answer.outcome : null;
  useEffect(() => onOutcome?.(shown), [shown, onOutcome]);
  const zone = settings.zone ?? (answer.outcome ? zoneOf(answer.outcome) : "UTC");
  return (
    <DryRunLayout
      fill={fill}
      form={{
        words: triedWords(dry.event, dry.at, zone),
        fields: <DryRunForm {...dry} choices={choices} zone={zone} onChange={change} />,
      }}
    >
      <DryRunResult
        answer={answer}
        hasEvent={dry.event !== null}
        whatIf={
          <WhatIfBar known={dry.known} chosen={settings.chosen} onChange={(chosen) => change({ chosen })} />
        }
        onStep={onStep}
      />
    </DryRunLayout>
  );
}
