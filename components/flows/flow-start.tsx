"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { describeTrigger } from "@/components/flow-builder/describe-trigger";
import { triggerIcon } from "@/components/flow-builder/step-icon";
import { StepSentence } from "@/components/flow-builder/step-sentence";
import { StepTile } from "@/components/flow-builder/step-tile";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { FlowDefinition } from "@/server/domain/flow";
import { curlCommand } from "./curl-command";
import type { FlowDetail } from "./flow-types";
import { ScheduleTimes } from "./schedule-times";

/** How this flow starts, its address, and a command that starts it as it stands. */
export function FlowStart({ flow, definition }: { flow: FlowDetail; definition: FlowDefinition }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data: sample } = useQuery(trpc.flows.sample.queryOptions({ workspace, flowId: flow.id }));
  const { trigger } = definition;
  const { parts } = describeTrigger(trigger);
  const way = sample ? wayIn(flow, trigger, sample) : null;
  return (
    <div className="flex flex-col gap-5">
      <section className="flex items-start gap-2.5">
        <StepTile icon={triggerIcon(trigger)} family="trigger" />
        <p className="min-w-0 break-words pt-1">
          <StepSentence parts={parts} />.
        </p>
      </section>
      {trigger.type === "schedule" ? (
        <ScheduleTimes cron={trigger.cron} timezone={trigger.timezone} state={flow.schedule} />
      ) : null}
      {way === null ? <Skeleton className="h-28 w-full rounded-lg" /> : null}
      {way?.address ? (
        <Part title={way.addressTitle} help={way.help}>
          <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 flex-1 truncate font-mono text-xs">{way.address}</code>
            <CopyButton text={way.address} label="Copy address" />
          </div>
        </Part>
      ) : way ? (
        <p className="text-muted">{way.help}</p>
      ) : null}
      {way?.command ? (
        <Part title="Start it from a terminal">
          <CodeBlock code={way.command} label="curl command" />
        </Part>
      ) : null}
    </div>
  );
}

type WayIn = { addressTitle: string; address: string | null; help: string; command: string | null };
type Sample = { type: string; payload: Record<string, unknown> };

function wayIn(flow: FlowDetail, trigger: FlowDefinition["trigger"], sample: Sample): WayIn {
  const at = (path: string) => `${window.location.origin}${path}`;
  const hidden = { addressTitle: "Address", address: null, command: null };
  switch (trigger.type) {
    case "webhook": {
      if (!flow.addresses)
        return { ...hidden, help: "The address is a secret: ask an editor of the workspace for it." };
      if (!flow.addresses.flow)
        return { ...hidden, help: "The flow gets its address when it is first saved with a webhook." };
      const address = at(flow.addresses.flow);
      return {
        addressTitle: "Address",
        address,
        help: "Whoever has this address can start the flow. The body of the call is what its steps read.",
        command: curlCommand({ url: address, body: sample.payload }),
      };
    }
    case "event": {
      if (!flow.addresses?.member)
        return { ...hidden, help: "Events come in through the API, with a key that may write events." };
      const address = at(flow.addresses.member);
      return {
        addressTitle: "Your webhook address",
        address,
        help: "Send events here. Each starts every flow that waits for it. Keep the address to yourself.",
        command: curlCommand({ url: address, body: { trigger: sample.type, data: sample.payload } }),
      };
    }
    case "schedule":
      return { ...hidden, help: "It starts by itself while it is on. “Test” starts it at once." };
    case "manual":
      return {
        ...hidden,
        help: "Start it with “Test”, or through the API with a key that may write events.",
        command: curlCommand({
          url: at(`/api/workflows/${flow.externalId ?? flow.id}/execute`),
          body: sample.payload,
          bearer: "$BATON_API_KEY",
        }),
      };
  }
}

function Part({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-1.5 font-medium text-muted text-xs">{title}</h2>
      {children}
      {help ? <p className="mt-1.5 text-muted text-xs">{help}</p> : null}
    </section>
  );
}
