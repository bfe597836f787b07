"use client";

import { Skeleton } from "@/components/ui/skeleton";
import type { FlowDefinition } from "@/server/domain/flow";
import { costWords } from "./cost-words";
import { useEstimate } from "./use-estimate";

type FlowCostProps = { flowId: string; definition: FlowDefinition };

/** What a flow will cost in two sentences, before it is published or turned on. */
export function FlowCost(props: FlowCostProps) {
  const { data, isError } = useEstimate(props);
  if (isError) return <p className="text-muted">What it will cost could not be worked out.</p>;
  if (!data) return <Skeleton className="h-9 w-full rounded-lg" />;
  return (
    <section aria-label="What it will cost" className="rounded-lg bg-sunken p-3">
      {costWords(data).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
