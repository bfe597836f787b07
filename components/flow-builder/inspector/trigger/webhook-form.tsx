"use client";

import { curlCommand } from "@/components/flows/curl-command";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import { useBuilder } from "../../use-builder";
import { FieldFrame } from "../fields/field-frame";
import { ListenForSample } from "./listen-for-sample";
import type { TriggerFormProps } from "./new-trigger";
import { TriggerFilter } from "./trigger-filter";
import { useFlowAddresses } from "./use-flow-addresses";

/** The address that starts the flow, how to call it, and what was called with. */
export function WebhookForm({ trigger, change, readOnly }: TriggerFormProps<"webhook">) {
  const { state, flow: url } = useFlowAddresses();
  const sample = useBuilder((state) => state.sample);
  return (
    <>
      <FieldFrame
        group
        label="Address"
        help="Whoever has this address can start the flow. The body of the call is what its steps read."
      >
        {state === "loading" ? <Skeleton className="h-9 w-full rounded-lg" /> : null}
        {state === "hidden" ? (
          <p className="text-muted">The address is a secret: ask an editor of the workspace for it.</p>
        ) : null}
        {state === "later" ? (
          <p className="text-muted">The flow gets its address as soon as this change is saved.</p>
        ) : null}
        {url ? (
          <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 flex-1 truncate font-mono text-xs">{url}</code>
            <CopyButton text={url} label="Copy address" />
          </div>
        ) : null}
      </FieldFrame>
      {url && !readOnly ? <ListenForSample /> : null}
      {url ? (
        <section>
          <h3 className="mb-1 font-medium">Call it from a terminal</h3>
          <CodeBlock code={curlCommand({ url, body: sample?.payload ?? EXAMPLE })} label="curl command" />
        </section>
      ) : null}
      <TriggerFilter
        filter={trigger.filter}
        onChange={(filter) => change(filter ? { type: "webhook", filter } : { type: "webhook" }, "filter")}
        readOnly={readOnly}
      />
    </>
  );
}

const EXAMPLE = { email: "john@example.com", name: "John Doe" };
