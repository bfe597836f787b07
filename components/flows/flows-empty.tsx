import { ArrowDown, Filter, Mail, Zap } from "lucide-react";
import { Fragment } from "react";
import type { StepFamily } from "@/components/flow-builder/step-family";
import { StepTile } from "@/components/flow-builder/step-tile";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function FlowsEmpty({ onCreate }: { onCreate: (() => void) | null }) {
  return (
    <EmptyState
      picture={<Picture />}
      title="No flows yet"
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            Make the first flow
          </Button>
        ) : null
      }
    >
      A flow waits for an event, checks conditions, and does things: sends an email or SMS, creates a task,
      calls your systems. Start from one that works, or import one as JSON.
    </EmptyState>
  );
}

const steps: { icon: typeof Zap; family: StepFamily; title: string; text: string }[] = [
  { icon: Zap, family: "trigger", title: "A customer signs up", text: "customer.created" },
  { icon: Filter, family: "logic", title: "From the US?", text: "country is US" },
  { icon: Mail, family: "message", title: "Welcome them", text: "Email to contact.email" },
];

function Picture() {
  return (
    <div className="flex flex-col items-center gap-1">
      {steps.map((step, index) => (
        <Fragment key={step.title}>
          {index > 0 ? <ArrowDown className="size-4 text-faint" /> : null}
          <div className="flex w-60 items-center gap-2.5 rounded-xl border border-line-strong bg-surface px-2.5 py-2 text-left">
            <StepTile icon={step.icon} family={step.family} />
            <div>
              <p className="font-semibold">{step.title}</p>
              <p className="text-muted text-xs">{step.text}</p>
            </div>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
