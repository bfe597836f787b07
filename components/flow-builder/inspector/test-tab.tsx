"use client";

import { Play } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { JsonTree } from "@/components/ui/json-tree";
import type { Step } from "@/server/domain/step";
import { useBuilder } from "../use-builder";
import { useBuilderPanel } from "../use-builder-panel";
import { useIsStale } from "../use-stale-steps";
import { useData } from "./data/data-context";
import { sampleOutput } from "./data/sample-output";
import { useTemplateEngine } from "./data/template-engine";
import { SampleChoice } from "./sample-choice";
import { resolvedInput } from "./steps/resolved-input";
import { useOffers } from "./use-offers";

/** What the step would be given with the sample, and what it gave out when the flow was last tested. */
export function TestTab({ step }: { step: Step }) {
  const { scope } = useData();
  const { actionOf } = useOffers();
  const { open } = useBuilderPanel();
  const engine = useTemplateEngine();
  const readOnly = useBuilder((state) => state.readOnly);
  const tested = useBuilder((state) => state.outputs.has(step.id));
  const result = useBuilder((state) => state.outputs.get(step.id));
  const stale = useIsStale(step.id);
  const input = engine ? resolvedInput(step, scope, engine) : null;
  const example = sampleOutput(step, (one) =>
    one.type === "action" ? actionOf(one)?.sampleOutput : undefined,
  );
  return (
    <div className="flex flex-col gap-5">
      <SampleChoice />
      {input ? (
        <Part
          title="What it is given"
          help={
            input.missing.length > 0 ? `Not in the sample: ${input.missing.join(", ")}.` : "With the sample."
          }
        >
          {input.ok ? (
            <JsonTree value={input.value} label="Input" />
          ) : (
            <p className="text-failed">{input.message}</p>
          )}
        </Part>
      ) : null}
      {tested ? (
        <Part
          title="What it gave out in the last test"
          help={
            stale
              ? "It was changed since then: test the flow again to see what it gives out now."
              : "Previews of later steps are made of it."
          }
        >
          <JsonTree value={result} label="Output" pathPrefix={`steps.${step.id}.output`} />
        </Part>
      ) : example === undefined ? null : (
        <Part title="What it gives out" help="An example: this step was not tested yet.">
          <JsonTree value={example} label="Example output" pathPrefix={`steps.${step.id}.output`} />
        </Part>
      )}
      {readOnly ? null : (
        <Button className="self-start" onClick={() => open("test")}>
          <Play aria-hidden />
          Test the flow
        </Button>
      )}
    </div>
  );
}

function Part({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      <p className="mb-1.5 text-muted text-xs">{help}</p>
      {children}
    </section>
  );
}
