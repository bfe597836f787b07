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
      <Estimator />
      <p className="mt-4 max-w-[70ch] text-base text-muted">
        With overage switched on, where a plan's tokens are not enough; without it runs are held at that point
        and the month costs the plan. Taxes come on top.
      </p>
      <section aria-labelledby="prices" className="mt-16">
        <h2 id="prices" className="font-semibold text-xl tracking-tight">
          What takes tokens
        </h2>
        <div className="mt-4 max-w-2xl rounded-xl border border-line bg-surface">
          <PriceList />
        </div>
      </section>
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
