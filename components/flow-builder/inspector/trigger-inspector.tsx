"use client";

import { describeTrigger } from "@/server/domain/describe-trigger";
import { triggerIcon } from "../step-icon";
import { useBuilder } from "../use-builder";
import { useProblems } from "../use-problems";
import { DataProvider } from "./data/data-context";
import { ProblemsProvider } from "./field-problems";
import { InspectorHeader } from "./inspector-header";
import { HowToStart } from "./trigger/how-to-start";
import { TriggerForm } from "./trigger/trigger-form";
import { useTriggerData } from "./use-run-data";

/** The trigger's card is selected. */
export function TriggerInspector() {
  const trigger = useBuilder((state) => state.definition.trigger);
  const readOnly = useBuilder((state) => state.readOnly);
  const problems = useProblems();
  const data = useTriggerData();
  return (
    <DataProvider view={data}>
      <ProblemsProvider problems={problems.filter(({ stepId }) => stepId === null)}>
        <InspectorHeader
          icon={triggerIcon(trigger)}
          family="trigger"
          title={describeTrigger(trigger).title}
          below="Trigger"
        />
        <div className="flex flex-col gap-4 p-4 pt-2">
          <TriggerForm readOnly={readOnly} />
          <HowToStart externalId={null} />
        </div>
      </ProblemsProvider>
    </DataProvider>
  );
}
