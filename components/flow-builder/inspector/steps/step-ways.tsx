"use client";

import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { flowGraph, type GraphEdge, TRIGGER } from "@/server/domain/flow-graph";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import { useBuilder, useBuilderStore } from "../../use-builder";

/** Where the step leads. Ways are drawn on the canvas and in the outline; here one follows them. */
export function StepWays({ step }: { step: Step }) {
  const store = useBuilderStore();
  // Not in the selector: it is asked at every change of the store, however many come before the next frame.
  const graph = flowGraph(useBuilder((state) => state.definition));
  const edges = graph.edgesFrom(step.id).filter(({ catchAll }) => !catchAll);
  if (edges.length === 0) return null;
  const title = ({ to, nextItem, broken }: GraphEdge) => {
    if (nextItem) return "the next item";
    if (broken === "missing") return `“${to}”, which is not there`;
    const target = graph.node(to)?.step;
    return target ? stepTitle(target) : "the end";
  };
  return (
    <section aria-label="Leads to" className="border-line border-t pt-3">
      <h3 className="mb-1 font-medium text-muted text-xs">Leads to</h3>
      <ul className="flex flex-col">
        {edges.map((edge) => (
          <li key={edge.id} className="flex min-h-7 items-center gap-2">
            <span className={cn("shrink-0", edge.kind === "error" ? "text-error" : "text-muted")}>
              {edge.label || "then"}
            </span>
            <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
            {graph.node(edge.to)?.step && edge.to !== TRIGGER ? (
              <Button
                variant="link"
                className="min-w-0 font-normal"
                onClick={() => store.getState().select([edge.to])}
              >
                <span className="truncate">{title(edge)}</span>
              </Button>
            ) : (
              <span className="truncate">{title(edge)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
