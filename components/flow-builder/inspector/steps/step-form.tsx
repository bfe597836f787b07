"use client";

import type { Step } from "@/server/domain/step";
import { ActionForm } from "./action-form";
import { BranchForm } from "./branch-form";
import { ConditionForm } from "./condition-form";
import { DelayForm } from "./delay-form";
import { EndForm } from "./end-form";
import { ForEachForm } from "./for-each-form";
import { JoinForm } from "./join-form";
import { ParallelForm } from "./parallel-form";
import { StepJson } from "./step-json";
import { SubFlowForm } from "./sub-flow-form";
import { VariablesForm } from "./variables-form";
import { WaitForm } from "./wait-form";

/** What a step is set up with, by its kind. */
export function StepForm({ step, readOnly }: { step: Step; readOnly: boolean }) {
  switch (step.type) {
    case "action":
      return <ActionForm step={step} readOnly={readOnly} />;
    case "condition":
      return <ConditionForm step={step} readOnly={readOnly} />;
    case "branch":
      return <BranchForm step={step} readOnly={readOnly} />;
    case "delay":
      return <DelayForm step={step} readOnly={readOnly} />;
    case "wait_for_event":
      return <WaitForm step={step} readOnly={readOnly} />;
    case "parallel":
      return <ParallelForm step={step} readOnly={readOnly} />;
    case "join":
      return <JoinForm step={step} readOnly={readOnly} />;
    case "for_each":
      return <ForEachForm step={step} readOnly={readOnly} />;
    case "sub_flow":
      return <SubFlowForm step={step} readOnly={readOnly} />;
    case "set_variables":
      return <VariablesForm step={step} readOnly={readOnly} />;
    case "end":
      return <EndForm step={step} readOnly={readOnly} />;
    case "approval":
    case "code":
      return <StepJson step={step} readOnly={readOnly} />;
  }
}
