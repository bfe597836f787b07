"use client";

import { useState } from "react";
import { formatNumber } from "@/components/ui/format-number";
import { type Counts, estimate, estimateKinds } from "./estimate";
import { EstimateRow } from "./estimate-row";
import { PlanColumns } from "./plan-columns";

/** A month of one's own: what happens in it, the tokens that takes, and the bill on each plan. */
export function Estimator() {
  const [counts, setCounts] = useState<Counts>(TO_BEGIN_WITH);
  const milliTokens = estimate(counts);
  return (
    <div>
      <section aria-label="Your month" className="rounded-xl border border-line bg-surface px-5 py-3">
        <div className="divide-y divide-line">
          {estimateKinds.map((kind) => (
            <EstimateRow
              key={kind}
              kind={kind}
              {...ROWS[kind]}
              count={counts[kind]}
              onChange={(count) => setCounts({ ...counts, [kind]: count })}
            />
          ))}
        </div>
        <p className="flex flex-wrap items-baseline justify-between gap-x-6 border-line border-t pt-4 pb-1">
          <span className="font-medium text-base">Tokens a month</span>
          <output className="font-semibold text-2xl tabular-nums tracking-tight">
            {formatNumber(milliTokens / 1000, 1)}
          </output>
        </p>
      </section>
      <PlanColumns milliTokens={milliTokens} />
    </div>
  );
}

const ROWS: Record<keyof Counts, { label: string; most: number }> = {
  workflow_execution: { label: "Runs of flows", most: 1_000_000 },
  email_sent: { label: "Emails", most: 1_000_000 },
  sms_sent: { label: "SMS", most: 200_000 },
  call_minute: { label: "Minutes of calls", most: 20_000 },
  ai_transcription: { label: "AI transcriptions", most: 20_000 },
};

const TO_BEGIN_WITH: Counts = {
  workflow_execution: 2_000,
  email_sent: 2_500,
  sms_sent: 400,
  call_minute: 30,
  ai_transcription: 0,
};
