"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/duration";
import { DemoCard } from "./demo-card";
import { type DemoEvent, demoEvents, demoFlow } from "./demo-flow";
import { useDemoRun } from "./use-demo-run";

/** A flow in miniature that one can send events to. It plays in the browser; nothing leaves it. */
export function Demo() {
  const [event, setEvent] = useState<DemoEvent>("large");
  const { run, send, marks, summary } = useDemoRun();
  return (
    <section
      aria-label="Demonstration of a flow"
      className="overflow-hidden rounded-xl border border-line bg-sunken"
    >
      <header className="flex h-11 items-center gap-3 border-line border-b bg-surface px-4">
        <span className="font-medium">Thank large customers</span>
        <Badge className="ml-auto">Demonstration</Badge>
      </header>
      <div className="flex flex-col gap-3 border-line border-b bg-surface p-4">
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">Which event</legend>
          {choices.map((choice) => (
            <label key={choice.event} className={choiceClass(choice.event === event)}>
              <input
                type="radio"
                name="demo-event"
                className="sr-only"
                checked={choice.event === event}
                onChange={() => setEvent(choice.event)}
              />
              {choice.label}
            </label>
          ))}
          <Button variant="primary" size="md" className="ml-auto" onClick={() => send(event)}>
            <Send aria-hidden />
            Send event
          </Button>
        </fieldset>
        <pre className="whitespace-pre-wrap font-mono text-muted text-xs">{jsonOf(event)}</pre>
      </div>
      <ol className="flex flex-col p-4">
        {demoFlow.map((step, index) => (
          <li key={step.title}>
            {index > 0 ? (
              <Edge
                taken={step.id !== null && marks.has(step.id) && marks.get(step.id)?.status !== "skipped"}
              />
            ) : null}
            <DemoCard
              step={step}
              mark={step.id === null ? null : (marks.get(step.id) ?? null)}
              started={run !== null}
            />
          </li>
        ))}
      </ol>
      <footer
        aria-live="polite"
        className="flex h-11 items-center gap-3 border-line border-t bg-surface px-4 text-muted"
      >
        {summary ? (
          <>
            <RunStatusBadge
              status={summary.status}
              reason={summary.reason}
              appearance="inline"
              wakeAt={null}
            />
            <span className="ml-auto flex gap-3">
              {summary.finishedAt ? <Duration from={summary.startedAt} to={summary.finishedAt} /> : null}
              <TokenAmount milliTokens={summary.milliTokens} unit />
            </span>
          </>
        ) : (
          "Choose a payment and send it. Nothing leaves this page."
        )}
      </footer>
    </section>
  );
}

/** On as few lines as it fits, broken between fields. */
const jsonOf = (event: DemoEvent) => JSON.stringify(demoEvents[event], null, 1).replace(/\n */g, " ");

const choices = [
  { event: "large", label: "$250 from Ada" },
  { event: "small", label: "$40 from Ben" },
] as const;

const choiceClass = (chosen: boolean) =>
  cn(
    "flex h-8 cursor-pointer items-center rounded-md border px-3 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring",
    chosen
      ? "border-accent bg-accent-soft font-medium text-accent-ink"
      : "border-line-strong text-muted hover:text-ink",
  );

const Edge = ({ taken }: { taken: boolean }) => (
  <span
    aria-hidden
    className={cn(
      "ml-6 block h-3 w-px transition-colors duration-180",
      taken ? "bg-accent-ink" : "bg-gray-8",
    )}
  />
);
