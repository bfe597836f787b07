import { Check } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Estimator } from "@/components/landing/estimator";
import { PriceList } from "@/components/landing/price-list";
import { PricingAnswers } from "@/components/landing/pricing-answers";
import { buttonClass } from "@/components/ui/button-class";
import { PLANS } from "@/server/domain/plans";

export const metadata: Metadata = {
  title: "Pricing",
  description:
    "Pay for what ran: plans with tokens included, a cap you set yourself, and a calculator that uses the table the meter uses.",
};
export const dynamic = "force-static";

export default function PricingPage() {
  return (
    <main className="mx-auto max-w-6xl px-5 pt-10 pb-20">
      <h1 className="font-semibold text-2xl tracking-tight">Pay for what ran</h1>
      <p className="mt-2 mb-6 max-w-[62ch] text-lg text-muted">
        A plan includes tokens; what happens takes them. Set what a month of yours looks like: the sums are
        those of the meter and of the invoice, to the cent.
      </p>
      <h2 className="sr-only">Your month on each plan</h2>
      <Estimator />
      <p className="mt-4 max-w-[70ch] text-base text-muted">
        With overage switched on, where a plan's tokens are not enough; without it runs are held at that point
        and the month costs the plan. Taxes come on top.
      </p>
      <div className="mt-16 grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <section aria-labelledby="prices">
          <h2 id="prices" className="font-semibold text-xl tracking-tight">
            What takes tokens
          </h2>
          <div className="mt-4 rounded-xl border border-line bg-surface">
            <PriceList />
          </div>
        </section>
        <section aria-labelledby="free">
          <h2 id="free" className="font-semibold text-xl tracking-tight">
            What takes none
          </h2>
          <ul className="mt-4 divide-y divide-line text-base">
            {FREE.map((words) => (
              <li key={words} className="flex gap-2.5 py-3">
                <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />
                {words}
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section aria-labelledby="answers" className="mt-16">
        <h2 id="answers" className="mb-6 font-semibold text-xl tracking-tight">
          Before you ask
        </h2>
        <PricingAnswers />
      </section>
      <p className="mt-16 flex flex-wrap items-center gap-4">
        <Link href="/sign-up" className={buttonClass({ variant: "primary", size: "lg" })}>
          Create a workspace
        </Link>
        <span className="text-base text-muted">
          {PLANS.trial.includedMilliTokens / 1000} tokens to try it. No card.
        </span>
      </p>
    </main>
  );
}

const FREE = [
  "Conditions, branches, delays, waits and loops",
  "Retries, duplicates, and steps that fail",
  "Steps that are skipped, and what your own sending rules keep back",
  "Every fault of ours; the run shows it with 0 tokens and the reason",
  "Tasks, records, web requests and messages to your own Slack",
];
