"use client";

import { useQueryStates } from "nuqs";
import { FlowRuns } from "@/components/flows/flow-runs";
import type { FlowDetail } from "@/components/flows/flow-types";
import { FlowVersions } from "@/components/flows/flow-versions";
import { flowViewState } from "@/components/flows/flow-view-state";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useBuilder } from "../use-builder";
import { useProblems } from "../use-problems";
import { DataProvider } from "./data/data-context";
import { ProblemsProvider } from "./field-problems";
import { FlowSettingsForm } from "./settings/flow-settings-form";
import { HowToStart } from "./trigger/how-to-start";
import { ScheduleState } from "./trigger/schedule-state";
import { TriggerForm } from "./trigger/trigger-form";
import { useTriggerData } from "./use-run-data";

/** The flow as a whole: how it starts, how it behaves, its versions and its runs. */
export function FlowInspector({ flow }: { flow: FlowDetail }) {
  const [view, setView] = useQueryStates(flowViewState, { history: "replace" });
  const readOnly = useBuilder((state) => state.readOnly);
  const zone = useBuilder(({ definition: { trigger } }) =>
    trigger.type === "schedule" ? trigger.timezone : "UTC",
  );
  const problems = useProblems();
  const data = useTriggerData();
  const tab = TABS.find(({ value }) => value === view.tab)?.value ?? "start";
  const choose = (next: string) =>
    setView({ tab: TABS.find(({ value }) => value === next)?.value ?? "start" });
  return (
    <DataProvider view={data}>
      <ProblemsProvider problems={problems.filter(({ stepId }) => stepId === null)}>
        <h2 className="sr-only">The flow</h2>
        <Tabs value={tab} onValueChange={choose} className="flex min-h-full flex-col">
          <TabsList aria-label="The flow" className="sticky top-0 z-10 bg-canvas px-4">
            {TABS.map(({ value, label }) => (
              <TabsTrigger key={value} value={value}>
                {label}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value={tab} className="flex-1 p-4">
            {tab === "start" ? (
              <div className="flex flex-col gap-4">
                <TriggerForm readOnly={readOnly} />
                {flow.schedule ? <ScheduleState state={flow.schedule} timezone={zone} /> : null}
                <HowToStart externalId={flow.externalId} />
              </div>
            ) : null}
            {tab === "settings" ? <FlowSettingsForm readOnly={readOnly} /> : null}
            {tab === "versions" ? <FlowVersions flow={flow} /> : null}
            {tab === "runs" ? <FlowRuns flow={flow} /> : null}
          </TabsContent>
        </Tabs>
      </ProblemsProvider>
    </DataProvider>
  );
}

const TABS = [
  { value: "start", label: "Start" },
  { value: "settings", label: "Settings" },
  { value: "versions", label: "Versions" },
  { value: "runs", label: "Runs" },
] as const;
