"use client";

import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { PageHeader } from "@/components/ui/page-header";
import { FirstEvent } from "./first-event";
import { PickStarter } from "./pick-starter";

/** What Home shows until the first run: pick a flow, send it an event, watch it. */
export function Onboarding({ hasFlow }: { hasFlow: boolean }) {
  const current = hasFlow ? 1 : 0;
  return (
    <div className="mx-auto w-full max-w-200 py-6 desk:py-10">
      <PageHeader
        level={2}
        title="Three steps to your first run"
        description="Messages of a new workspace land in its Outbox: nobody is written to."
      />
      <ol className="mt-6 mb-6 flex flex-wrap gap-x-8 gap-y-2">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? "step" : undefined}
            className={cn("flex items-center gap-2", index === current ? "font-medium" : "text-muted")}
          >
            <span
              className={cn(
                "grid size-5 place-items-center rounded-full text-xs",
                index < current
                  ? "bg-succeeded-soft text-succeeded"
                  : index === current
                    ? "bg-accent text-on-accent"
                    : "border border-line-strong",
              )}
            >
              {index < current ? <Check aria-label="Done" className="size-3" strokeWidth={2.5} /> : index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      {hasFlow ? <FirstEvent /> : <PickStarter />}
    </div>
  );
}

const steps = ["Pick a flow", "Send it an event", "Watch it run"];
