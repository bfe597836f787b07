"use client";

import Link from "next/link";
import { useId, useState } from "react";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { Slider } from "@/components/ui/slider";
import { PLANS, PRICES } from "@/server/domain/plans";
import { formatTokens } from "@/server/domain/usage";
import { PlanColumns } from "./plan-columns";

/** Plans beside what a month would cost on each, from the price table the meter itself uses. */
export function Pricing() {
  const id = useId();
  const [position, setPosition] = useState(40);
  const tokens = tokensAt(position);
  const runs = Math.floor(
    (tokens * 1000) / (PRICES.workflow_execution.milliTokens + PRICES.email_sent.milliTokens),
  );
  return (
    <div>
      <div className="rounded-xl border border-line bg-surface p-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <label htmlFor={id} className="font-medium text-base">
            Tokens a month
          </label>
          <output htmlFor={id} className="font-semibold text-xl">
            {formatNumber(tokens)}
          </output>
        </div>
        <Slider
          id={id}
          value={position}
          aria-valuetext={`${formatNumber(tokens)} tokens`}
          onChange={(event) => setPosition(Number(event.target.value))}
          className="mt-4 mb-2"
        />
        <p className="mt-2 text-base text-muted">
          About {formatNumber(runs)} runs that send one email each. A run costs{" "}
          {formatTokens(PRICES.workflow_execution.milliTokens)} tokens, an email{" "}
          {formatTokens(PRICES.email_sent.milliTokens)}, an SMS {formatTokens(PRICES.sms_sent.milliTokens)}.
          Retries, skipped steps and our own faults cost 0.
        </p>
      </div>
      <PlanColumns milliTokens={tokens * 1000} />
      <p className="mt-4 max-w-[70ch] text-base text-muted">
        Every workspace starts on the trial, with {formatNumber(PLANS.trial.includedMilliTokens / 1000)}{" "}
        tokens once and no card. The price of {formatMoney(PRICES.sms_sent.microDollars)} an SMS or{" "}
        {formatMoney(PRICES.email_sent.microDollars)} an email is its list value, shown beside each step; the
        bill is the plan and what goes over it.{" "}
        <Link href="/pricing" className="text-accent-ink underline underline-offset-4 hover:no-underline">
          Work out your own month
        </Link>
      </p>
    </div>
  );
}

/** 100 to 500,000, even steps of the slider being even factors, in round numbers. */
function tokensAt(position: number): number {
  const exact = 100 * 5000 ** (position / 100);
  const step = 10 ** Math.max(1, Math.floor(Math.log10(exact)) - 1);
  return Math.round(exact / step) * step;
}
