"use client";

import { FlaskConical } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowTemplate } from "@/server/domain/flow-template";

const PublicDryRun = dynamic(() => import("./public-dry-run").then((module) => module.PublicDryRun), {
  ssr: false,
  loading: () => <SkeletonRows rows={5} label="Loading the dry run" />,
});

type TryTemplateProps = { found: { ref: string; template: FlowTemplate; definition: FlowDefinition } };

/** The template on a virtual clock. What it takes comes only when somebody wants to see it. */
export function TryTemplate({ found }: TryTemplateProps) {
  const [open, setOpen] = useState(false);
  const [sample] = found.template.samples;
  return (
    <section aria-labelledby="try-template">
      <h2 id="try-template" className="font-semibold text-lg">
        Try it
      </h2>
      <p className="mt-1 max-w-[70ch] text-muted">
        Weeks in a moment, on a virtual clock{sample ? `, with the sample event “${sample.name}”` : ""}: every
        message, wait and token. Nothing is sent: it is a dry run.
      </p>
      {open ? (
        <div className="mt-4 overflow-hidden rounded-lg border border-line bg-surface">
          <PublicDryRun found={found} />
        </div>
      ) : (
        <Button variant="secondary" size="lg" className="mt-4" onClick={() => setOpen(true)}>
          <FlaskConical aria-hidden />
          Try it with the sample event
        </Button>
      )}
    </section>
  );
}
