"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { Step } from "@/server/domain/step";
import { stepFamily } from "../step-family";
import { stepIcon } from "../step-icon";
import { useBuilder } from "../use-builder";
import { useProblemsOf } from "../use-problems";
import { DataProvider } from "./data/data-context";
import { ProblemsProvider } from "./field-problems";
import { FieldFrame } from "./fields/field-frame";
import { InspectorHeader } from "./inspector-header";
import { NotesTab } from "./notes-tab";
import { StepIdField } from "./step-id-field";
import { StepMenu } from "./step-menu";
import { StepNameField } from "./step-name-field";
import { StepForm } from "./steps/step-form";
import { StepWays } from "./steps/step-ways";
import { TestTab } from "./test-tab";
import { UnplacedProblems } from "./unplaced-problems";
import { useStepData } from "./use-run-data";
import { useStep } from "./use-step";

/** One step: what it does, what it would do with the sample, and what is remarked about it. */
export function StepInspector({ stepId }: { stepId: string }) {
  const step = useStep(stepId);
  return step ? <Loaded step={step} /> : null;
}

function Loaded({ step }: { step: Step }) {
  const [tab, setTab] = useState("setup");
  const readOnly = useBuilder((state) => state.readOnly);
  const problems = useProblemsOf(step.id);
  const data = useStepData(step.id);
  return (
    <DataProvider view={data}>
      <ProblemsProvider problems={problems}>
        <InspectorHeader
          icon={stepIcon(step)}
          family={stepFamily(step)}
          title={<StepNameField step={step} readOnly={readOnly} />}
          below={<StepIdField key={step.id} step={step} readOnly={readOnly} />}
          aside={<StepMenu step={step} readOnly={readOnly} />}
        />
        <Tabs value={tab} onValueChange={setTab} className="flex flex-col">
          <TabsList aria-label="The step" className="sticky top-0 z-10 bg-canvas px-4">
            <TabsTrigger value="setup">
              Setup
              {problems.length > 0 ? (
                <Badge tone="amber" className="h-4 px-1">
                  {problems.length}
                  <span className="sr-only"> problems</span>
                </Badge>
              ) : null}
            </TabsTrigger>
            <TabsTrigger value="test">Test</TabsTrigger>
            <TabsTrigger value="notes">Notes</TabsTrigger>
          </TabsList>
          <TabsContent value="setup" className="flex flex-col gap-4 p-4">
            <UnplacedProblems problems={problems} />
            <StepForm step={step} readOnly={readOnly} />
            <StepWays step={step} />
          </TabsContent>
          <TabsContent value="test" className="p-4">
            <TestTab step={step} />
          </TabsContent>
          <TabsContent value="notes" className="p-4">
            <FieldFrame label="What it is for" help="For whoever reads the flow later. It does nothing.">
              <NotesTab step={step} readOnly={readOnly} />
            </FieldFrame>
          </TabsContent>
        </Tabs>
      </ProblemsProvider>
    </DataProvider>
  );
}
