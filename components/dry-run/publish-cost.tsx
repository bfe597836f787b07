"use client";

import { useBuilder } from "@/components/flow-builder/use-builder";
import { FlowCost } from "./flow-cost";

/** What the draft will cost, in the dialog that publishes it. */
export function PublishCost() {
  const flowId = useBuilder((state) => state.flowId);
  const definition = useBuilder((state) => state.definition);
  return <FlowCost flowId={flowId} definition={definition} />;
}
