"use client";

import { ArrowLeft } from "lucide-react";
import { StepDetails } from "@/components/flow-builder/step-details";
import { stepTitle } from "@/components/flow-builder/step-title";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { FlowProblemList } from "./flow-problem-list";
import { FlowRuns } from "./flow-runs";
import { FlowSettingsList } from "./flow-settings-list";
import { FlowStart } from "./flow-start";
import type { FlowDetail } from "./flow-types";
import { FlowVersions } from "./flow-versions";
import { flowTabs } from "./flow-view-state";

type Tab = (typeof flowTabs)[number];
type FlowPanelProps = {
  flow: FlowDetail;
  definition: FlowDefinition;
  view: { step: string | null; tab: Tab };
  setView: (change: { step?: string | null; tab?: Tab }) => unknown;
};

/** Beside the canvas: the selected step, or the flow as a whole. */
export function FlowPanel({ flow, definition, view, setView }: FlowPanelProps) {
  if (view.step !== null && view.step !== TRIGGER)
    return (
      <div className="p-4">
        <Button variant="ghost" className="-ml-2 mb-2" onClick={() => setView({ step: null })}>
          <ArrowLeft aria-hidden />
          Whole flow
        </Button>
        <StepDetails
          definition={definition}
          stepId={view.step}
          problems={
            definition === flow.draft
              ? flow.problems.filter(({ stepId }) => stepId === view.step).map(({ message }) => message)
              : []
          }
          onSelect={(step) => setView({ step })}
        />
      </div>
    );
  const tabs: readonly Tab[] = flowTabs.filter((tab) => tab !== "problems" || flow.problems.length > 0);
  const tab = view.step === TRIGGER ? "start" : tabs.includes(view.tab) ? view.tab : "start";
  return (
    <Tabs
      value={tab}
      onValueChange={(next) => setView({ tab: tabs.find((each) => each === next) ?? "start", step: null })}
      className="flex min-h-full flex-col"
    >
      <TabsList className="sticky top-0 z-10 bg-canvas px-4">
        {tabs.map((each) => (
          <TabsTrigger key={each} value={each}>
            {TITLES[each]}
            {each === "problems" ? <span className="text-held">{flow.problems.length}</span> : null}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={tab} className="flex-1 p-4">
        {tab === "start" ? <FlowStart flow={flow} definition={definition} /> : null}
        {tab === "runs" ? <FlowRuns flow={flow} /> : null}
        {tab === "versions" ? <FlowVersions flow={flow} /> : null}
        {tab === "settings" ? <FlowSettingsList definition={definition} /> : null}
        {tab === "problems" ? (
          <FlowProblemList
            problems={flow.problems}
            titleOf={(stepId) => titleIn(flow.draft, stepId)}
            onSelect={(step) => setView({ step })}
          />
        ) : null}
      </TabsContent>
    </Tabs>
  );
}

function titleIn({ steps, error_handlers }: FlowDefinition, stepId: string): string {
  const step = [...steps, ...error_handlers].find(({ id }) => id === stepId);
  return step ? stepTitle(step) : stepId;
}

const TITLES: Record<Tab, string> = {
  start: "Start",
  runs: "Runs",
  versions: "Versions",
  settings: "Settings",
  problems: "Problems",
};
