"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { FlowCost } from "@/components/dry-run/flow-cost";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { FlowLines } from "./flow-lines";
import { SampleEvent } from "./sample-event";
import type { Setup } from "./template-types";

/** Turns the flow on, and tries it with an event. */
export function EnableStep({ setup }: { setup: Setup }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const { flowId, name, draft, status } = setup;
  const activate = useMutation(
    trpc.flows.activate.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.templates.setup.queryKey() }),
          queries.invalidateQueries({ queryKey: trpc.flows.pathKey() }),
        ]),
    }),
  );
  if (status === "active") return <SampleEvent setup={setup} />;
  return (
    <section>
      <PageHeader
        level={2}
        title={`Turn on “${name}”`}
        description="From then on every event that fits starts it. You can pause it at any time."
      />
      <div className="mt-4 rounded-lg border border-line bg-surface p-4">
        <FlowLines definition={draft} />
      </div>
      <div className="mt-3">
        <FlowCost flowId={flowId} definition={draft} />
      </div>
      {activate.error ? (
        <p role="alert" className="mt-4 rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {callProblem(activate.error).message}{" "}
          <Link href={`/w/${workspace}/flows/${flowId}`} className="underline underline-offset-4">
            Open it in the builder
          </Link>
        </p>
      ) : null}
      {role === "viewer" ? null : (
        <Button
          variant="primary"
          size="md"
          className="mt-5"
          pending={activate.isPending}
          onClick={() => activate.mutate({ workspace, flowId })}
        >
          Turn on
        </Button>
      )}
    </section>
  );
}
