"use client";

import { curlCommand } from "@/components/flows/curl-command";
import { CodeBlock } from "@/components/ui/code-block";
import { useBuilder } from "../../use-builder";
import { useSample } from "../use-run-data";
import { useFlowAddresses } from "./use-flow-addresses";

/** A command that starts the flow as it stands: by an event, or by hand. */
export function HowToStart({ externalId }: { externalId: string | null }) {
  const type = useBuilder((state) => state.definition.trigger.type);
  const flowId = useBuilder((state) => state.flowId);
  const { member } = useFlowAddresses();
  const sample = useSample();
  if (type === "event" && member)
    return (
      <Command
        title="Send such an event from a terminal"
        help="The address is yours: keep it to yourself. Each event starts every flow that waits for it."
        code={curlCommand({ url: member, body: { trigger: sample.type, data: sample.payload } })}
      />
    );
  if (type !== "manual") return null;
  return (
    <Command
      title="Start it from a terminal"
      help="With an API key that may write events (Settings, API keys)."
      code={curlCommand({
        url: `${window.location.origin}/api/workflows/${externalId ?? flowId}/execute`,
        body: sample.payload,
        bearer: "$BATON_API_KEY",
      })}
    />
  );
}

function Command({ title, help, code }: { title: string; help: string; code: string }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      <CodeBlock code={code} label="curl command" />
      <p className="mt-1.5 text-muted text-xs">{help}</p>
    </section>
  );
}
