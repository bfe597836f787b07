"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { DryRun } from "@/components/dry-run/dry-run";
import { FlowView } from "@/components/flow-builder/flow-view";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { buttonClass } from "@/components/ui/button-class";
import { TemplateFacts } from "./template-facts";
import { TemplatePending } from "./template-pending";
import { TemplateWords } from "./template-words";

/** A template before it is used: how it looks, what it does, needs and costs, and a dry run of it. */
export function TemplatePage({ templateRef: ref }: { templateRef: string }) {
  const trpc = useTRPC();
  const { slug, role } = useWorkspace();
  const query = useQuery(trpc.templates.get.queryOptions({ workspace: slug, ref: decodeURIComponent(ref) }));
  const { data } = query;
  const [selected, setSelected] = useState<string | null>(null);
  const crumbs = [{ label: "Templates", href: `/w/${slug}/templates` }, { label: "Template" }];
  if (query.error || !data) return <TemplatePending crumbs={crumbs} query={query} />;
  const { template, definition, sharedBy } = data;
  return (
    <Page
      crumbs={[...crumbs.slice(0, -1), { label: template.name }]}
      actions={
        role === "viewer" ? null : (
          <Link href={`/w/${slug}/templates/${ref}/use`} className={buttonClass({ variant: "primary" })}>
            Use template
            <ArrowRight aria-hidden />
          </Link>
        )
      }
    >
      <p className="mb-5 max-w-[78ch] text-base text-muted">
        {template.description}
        {sharedBy ? ` Shared by ${sharedBy}.` : null}
      </p>
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-8">
          <section aria-label="The flow" className="overflow-hidden rounded-lg border border-line desk:h-130">
            <FlowView definition={definition} selected={selected} onSelect={setSelected} />
          </section>
          <TemplateWords id="template-words" definition={definition} />
          {data.origin === "own" ? null : (
            <section aria-labelledby="template-dry-run">
              <h2 id="template-dry-run" className="font-semibold text-lg">
                Dry run
              </h2>
              <p className="mt-1 mb-3 text-muted">Nothing is sent: a dry run on a virtual clock.</p>
              <div className="overflow-hidden rounded-lg border border-line bg-surface">
                <DryRun
                  source={{ template: data.ref, answers: {}, definition, samples: template.samples }}
                  onStep={setSelected}
                />
              </div>
            </section>
          )}
        </div>
        <TemplateFacts found={data} />
      </div>
    </Page>
  );
}
