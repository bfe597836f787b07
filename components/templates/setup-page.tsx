"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { DryRun } from "@/components/dry-run/dry-run";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { AnswerAgain } from "./answer-again";
import { ConnectStep } from "./connect-step";
import { EnableStep } from "./enable-step";
import { SETUP_STEPS, SetupSteps } from "./setup-steps";
import type { Setup } from "./template-types";

/** A flow made of a template, on its way to being turned on. Where one is stands in the address: one can come back. */
export function SetupPage({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.templates.setup.queryOptions({ workspace: slug, flowId }),
  );
  const crumbs = [
    { label: "Templates", href: `/w/${slug}/templates` },
    { label: data?.name ?? "Set up a flow" },
  ];
  return (
    <Page
      crumbs={crumbs}
      actions={
        <Link href={`/w/${slug}/flows/${flowId}`} className={buttonClass()}>
          Open in the builder
        </Link>
      }
    >
      {data ? (
        <SetupBody setup={data} />
      ) : error ? (
        <ErrorState
          title="The flow could not be loaded"
          message={error.message}
          onRetry={() => refetch()}
          pending={isFetching}
        />
      ) : (
        <SkeletonRows rows={6} label="Loading the flow" />
      )}
    </Page>
  );
}

function SetupBody({ setup }: { setup: Setup }) {
  const isOn = setup.status === "active";
  const [asked, setStep] = useQueryState("step", parseAsStringLiteral(SETUP_STEPS));
  const step = asked ?? (isOn ? "enable" : "connect");
  return (
    <div className="mx-auto w-full max-w-240">
      <SetupSteps current={step} onStep={setStep} isOn={isOn} />
      {step === "questions" ? (
        <AnswerAgain setup={setup} onDone={() => setStep("connect")} />
      ) : step === "connect" ? (
        <ConnectStep needs={setup.template.needs.connections} onDone={() => setStep("try")} />
      ) : step === "try" ? (
        <section aria-label="Dry run">
          <PageHeader
            level={2}
            title="See what it would do"
            description="Nothing is sent: a dry run on a virtual clock, with your answers."
          />
          <div className="mt-4 overflow-hidden rounded-lg border border-line bg-surface">
            <DryRun source={{ flowId: setup.flowId, definition: setup.draft }} />
          </div>
          <Button variant="primary" size="md" className="mt-5" onClick={() => setStep("enable")}>
            Continue
          </Button>
        </section>
      ) : (
        <EnableStep setup={setup} />
      )}
    </div>
  );
}
