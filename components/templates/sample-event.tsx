"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, Mail, Send } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { SampleRun } from "./sample-run";
import type { Setup } from "./template-types";

/** The flow is on: send it an event as they will come, and see what it writes. */
export function SampleEvent({ setup: { flowId, name, template } }: { setup: Setup }) {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [chosen, setChosen] = useState("0");
  const test = useMutation(trpc.flows.testRun.mutationOptions());
  const sample = template.samples[Number(chosen)];
  const run = test.data?.runId ?? null;
  return (
    <section>
      <h2 className="flex items-center gap-2 font-semibold text-lg">
        <Check aria-hidden className="size-5 text-succeeded" />“{name}” is on
      </h2>
      <p className="mt-1 max-w-[70ch] text-muted">
        Send it a sample event. What is in the sandbox lands in the Outbox; what waits goes on by itself.
        {template.outcome ? ` ${template.outcome}` : ""}
      </p>
      <div className="mt-4 flex flex-wrap items-end gap-3">
        {template.samples.length > 1 ? (
          <Field label="Sample event" className="w-72">
            <Select
              options={template.samples.map((each, index) => ({ value: String(index), label: each.name }))}
              value={chosen}
              onValueChange={setChosen}
            />
          </Field>
        ) : null}
        {role === "viewer" ? null : (
          <Button
            variant={run ? "secondary" : "primary"}
            size="md"
            pending={test.isPending}
            onClick={() =>
              test.mutate({
                workspace,
                flowId,
                ...(sample && { type: sample.type, payload: sample.payload }),
              })
            }
          >
            <Send aria-hidden />
            Send a sample event
          </Button>
        )}
        <Link
          href={run ? `/w/${workspace}/outbox?run=${run}` : `/w/${workspace}/outbox`}
          className={buttonClass({ variant: run ? "primary" : "secondary", size: "md" })}
        >
          <Mail aria-hidden />
          See the Outbox
        </Link>
      </div>
      {test.error ? (
        <p role="alert" className="mt-4 rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {callProblem(test.error).message}
        </p>
      ) : null}
      {run ? <SampleRun key={run} runId={run} /> : null}
    </section>
  );
}
