"use client";

import { useEffect } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { ContactChoice } from "./contact-choice";
import { CostView } from "./cost-view";
import { DryRunForm } from "./dry-run-form";
import { DryRunLayout } from "./dry-run-layout";
import { zoneOf } from "./dry-run-outcome";
import type { DryRunProps } from "./dry-run-props";
import { DryRunResult } from "./dry-run-result";
import { DryRunViews } from "./dry-run-views";
import { ReplayView } from "./replay-view";
import { triedWords } from "./simulation-words";
import { useDryRun } from "./use-dry-run";
import { useFlowChoices } from "./use-flow-choices";
import { useFlowSimulation } from "./use-flow-simulation";
import { WhatIfBar } from "./what-if-bar";

type FlowDryRunProps = Omit<DryRunProps, "source"> & {
  source: Extract<DryRunProps["source"], { flowId: string }>;
};

/** A flow of the workspace tried as it is edited: one event over time, what it costs, many real events. */
export function FlowDryRun({ source, onStep, onOutcome, save, fill }: FlowDryRunProps) {
  const { timezone } = useWorkspace();
  const samples = useFlowChoices(source.flowId);
  const dry = useDryRun(source, samples.choices);
  const { settings, change, event } = dry;
  const answer = useFlowSimulation(source, dry);
  const shown = settings.view === "timeline" && answer.error === null ? answer.outcome : null;
  useEffect(() => onOutcome?.(shown), [shown, onOutcome]);
  const views = <DryRunViews view={settings.view} onChange={(view) => change({ view })} />;
  if (settings.view === "cost")
    return (
      <DryRunLayout fill={fill} views={views}>
        <CostView source={source} onStep={onStep} />
      </DryRunLayout>
    );
  if (settings.view === "replay")
    return (
      <DryRunLayout fill={fill} views={views}>
        <ReplayView flowId={source.flowId} save={save} onStep={onStep} />
      </DryRunLayout>
    );
  const zone = settings.zone ?? (answer.outcome ? zoneOf(answer.outcome) : timezone);
  const contact = (
    <ContactChoice
      contactId={settings.contactId}
      onChange={(contactId) => change({ contactId, zone: null })}
    />
  );
  return (
    <DryRunLayout
      fill={fill}
      views={views}
      form={{
        words: triedWords(event, dry.at, zone),
        fields: (
          <DryRunForm {...dry} choices={samples.choices} zone={zone} onChange={change} contact={contact} />
        ),
      }}
    >
      {samples.problem ? (
        <ErrorState
          title="The sample events could not be loaded"
          message={samples.problem}
          onRetry={samples.again}
        />
      ) : (
        <DryRunResult
          answer={answer}
          hasEvent={samples.loading || event !== null}
          whatIf={
            <WhatIfBar known={dry.known} chosen={settings.chosen} onChange={(chosen) => change({ chosen })} />
          }
          onStep={onStep}
        />
      )}
    </DryRunLayout>
  );
}
