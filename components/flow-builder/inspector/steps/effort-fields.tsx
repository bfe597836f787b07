"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { useBuilder } from "../../use-builder";
import { FormRow } from "../fields/form-row";
import { plainField } from "../fields/plain-field";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import type { StepOf } from "./step-of";

/** Where a step departs from the flow's settings for time and retries. */
export function EffortFields({ step, readOnly }: { step: StepOf<"action">; readOnly: boolean }) {
  const settings = useBuilder((state) => state.definition.settings);
  const change = useChangeStep(step.id);
  const own = [step.timeout, step.retry_count, step.retry_delay].filter(
    (value) => value !== undefined,
  ).length;
  const [open, setOpen] = useState(own > 0);
  const fields = [
    plainField("timeout", "Longest attempt", "milliseconds", {
      description: `The flow's own is ${formatDuration(settings.timeout)}.`,
      fallback: settings.timeout,
    }),
    plainField("retry_count", "Retries", "number", {
      description: `How often a failing attempt is repeated. The flow's own is ${settings.retry_count}.`,
      fallback: settings.retry_count,
      ...{ minimum: 0, maximum: 20, whole: true },
    }),
    plainField("retry_delay", "First retry after", "milliseconds", {
      description: `The flow's own is ${formatDuration(settings.retry_delay)}.`,
      fallback: settings.retry_delay,
    }),
  ];
  const values: Record<string, unknown> = step;
  return (
    <section className="border-line border-t pt-3">
      <Button variant="ghost" aria-expanded={open} className="-ml-2" onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden className={cn("transition-transform", open && "rotate-90")} />
        Time and retries
        <span className="font-normal text-muted">{own > 0 ? "of its own" : "as the flow"}</span>
      </Button>
      {open ? (
        <div className="mt-2 flex flex-col gap-3.5">
          {fields.map((field) => (
            <FormRow
              key={field.name}
              field={field}
              path={field.name}
              value={values[field.name]}
              fixedOnly
              readOnly={readOnly}
              onChange={(value) => change({ [field.name]: toJson(value) }, field.name)}
            />
          ))}
          {own > 0 && !readOnly ? (
            <Button
              className="self-start"
              onClick={() => change({ timeout: null, retry_count: null, retry_delay: null }, "effort")}
            >
              As the flow
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
