"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { formatExact } from "@/components/ui/format-time";
import { JsonTree } from "@/components/ui/json-tree";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { StepAttempts } from "./step-attempts";
import { StepData } from "./step-data";
import { StepGate } from "./step-gate";
import type { TimelineRow } from "./timeline-rows";
import { tokenNote } from "./token-note";

type Tab = "input" | "output" | "error" | "attempts";

/** One step of a run, opened: errors in words first, then what went in and came out. */
export function StepPanel({ row, runId }: { row: TimelineRow; runId: string }) {
  const { step, reason, wayOut } = row;
  const tabs: Tab[] = [
    ...(step.input !== null || step.inputOmitted || step.inputGone ? (["input"] as const) : []),
    ...(step.output !== null || step.outputOmitted || step.outputGone ? (["output"] as const) : []),
    ...(step.error ? (["error"] as const) : []),
    ...(step.attempts.length > 0 ? (["attempts"] as const) : []),
  ];
  const [chosen, setChosen] = useState<Tab | null>(null);
  const first = step.error ? "error" : tabs.includes("output") ? "output" : tabs[0];
  const tab = chosen && tabs.includes(chosen) ? chosen : first;
  const note = tokenNote(step.tokenNote);
  return (
    <>
      {step.error ? (
        <p className="mb-3 flex gap-2 rounded-lg bg-failed-soft p-3 text-failed">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words">{step.error.message}</span>
        </p>
      ) : null}
      <StepGate runId={runId} step={step} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {reason ? <Fact name="Skipped" value={reason} /> : null}
        {step.status === "skipped" ? null : <Fact name="Began" value={formatExact(step.startedAt)} />}
        {step.finishedAt && step.status !== "skipped" ? (
          <Fact name="Ended" value={formatExact(step.finishedAt)} />
        ) : null}
        {wayOut ? <Fact name="Went" value={wayOut} /> : null}
        {note ? <Fact name="Tokens" value={note} /> : null}
        <Fact name="Step" value={row.key} mono />
      </dl>
      {tab ? (
        <Tabs
          value={tab}
          onValueChange={(next) => setChosen(tabs.find((each) => each === next) ?? null)}
          className="mt-2"
        >
          <TabsList>
            {tabs.map((each) => (
              <TabsTrigger key={each} value={each}>
                {TITLES[each]}
                {each === "attempts" ? <span className="text-muted">{step.attempts.length}</span> : null}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value={tab} className="pt-3">
            {tab === "input" || tab === "output" ? <StepData runId={runId} step={step} side={tab} /> : null}
            {tab === "error" ? <JsonTree value={step.error} label="Raw error" /> : null}
            {tab === "attempts" ? <StepAttempts attempts={step.attempts} /> : null}
          </TabsContent>
        </Tabs>
      ) : null}
    </>
  );
}

const TITLES: Record<Tab, string> = {
  input: "Input",
  output: "Output",
  error: "Error",
  attempts: "Attempts",
};

function Fact({ name, value, mono }: { name: string; value: string; mono?: boolean }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className={mono ? "break-all font-mono" : "break-words"}>{value}</dd>
    </>
  );
}
