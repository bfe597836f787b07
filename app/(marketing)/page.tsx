import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Demo } from "@/components/landing/demo";
import { Pricing } from "@/components/landing/pricing";
import { Proofs } from "@/components/landing/proofs";
import { buttonClass } from "@/components/ui/button-class";
import { PLANS } from "@/server/domain/plans";

export const metadata: Metadata = { title: { absolute: "Baton: automations that reach the last step" } };
export const dynamic = "force-static";

export default function LandingPage() {
  return (
    <main>
      <section className="mx-auto grid max-w-6xl items-center gap-12 px-5 py-14 lg:grid-cols-[1fr_440px] lg:gap-16 lg:py-20">
        <div>
          <h1 className="text-pretty font-semibold text-display tracking-tight">
            Baton carries every event to the last step, whatever fails on the way.
          </h1>
          <p className="mt-5 max-w-[52ch] text-pretty text-lg text-muted">
            Workflow automation for sales, CRM and e‑commerce teams: conditions, delays, messages and web
            requests, watched live and metered step by step.
          </p>
          <div className="mt-7 flex flex-wrap items-center gap-4">
            <Link href="/sign-up" className={buttonClass({ variant: "primary", size: "lg" })}>
              Create a workspace
              <ArrowRight aria-hidden />
            </Link>
            <Link href="/templates" className={buttonClass({ size: "lg" })}>
              Browse templates
            </Link>
            <span className="text-base text-muted">
              {PLANS.trial.includedMilliTokens / 1000} tokens to try it. No card.
            </span>
          </div>
        </div>
        <Demo />
      </section>
      <section aria-labelledby="proofs" className="mx-auto max-w-6xl px-5 py-14">
        <h2 id="proofs" className="font-semibold text-2xl tracking-tight">
          What it guarantees
        </h2>
        <div className="mt-6">
          <Proofs />
        </div>
      </section>
      <section
        id="pricing"
        aria-labelledby="pricing-title"
        className="mx-auto max-w-6xl scroll-mt-14 px-5 py-14"
      >
        <h2 id="pricing-title" className="font-semibold text-2xl tracking-tight">
          Pay for what ran
        </h2>
        <div className="mt-6">
          <Pricing />
        </div>
      </section>
      <section className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-5 pt-6 pb-20">
        <p className="text-xl">
          The first flow takes about a minute: pick a template, answer a few questions, turn it on.
        </p>
        <Link href="/templates" className={buttonClass({ variant: "primary", size: "lg" })}>
          Choose a template
          <ArrowRight aria-hidden />
        </Link>
      </section>
    </main>
  );
}
