"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { StateBadge } from "@/components/states/state-badge";
import { formatNumber } from "@/components/ui/format-number";
import { gateRuleWords } from "@/server/domain/gate-rule-words";

/** Of a flow that writes to people: how many messages left, were held, and were not sent, and why. */
export function FlowGateFigures({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.gate.figures.queryOptions({ workspace, flowId }));
  if (!data || data.sent + data.held.length + data.skipped.length === 0) return null;
  return (
    <section aria-label={`Messages, ${data.days} days`} className="mb-4 rounded-lg border border-line p-3">
      <h3 className="mb-2 text-muted text-xs">Messages, {data.days} days</h3>
      <ul className="flex flex-col gap-1">
        <Line state="succeeded" words="Let through" messages={data.sent} />
        {data.held.map(({ rule, messages }) => (
          <Line
            key={`held ${rule}`}
            state="held"
            words={`Held: ${gateRuleWords[rule]}`}
            messages={messages}
          />
        ))}
        {data.skipped.map(({ rule, messages }) => (
          <Line
            key={`skipped ${rule}`}
            state="skipped"
            words={`Not sent: ${gateRuleWords[rule]}`}
            messages={messages}
          />
        ))}
      </ul>
    </section>
  );
}

type LineProps = { state: "succeeded" | "held" | "skipped"; words: string; messages: number };

function Line({ state, words, messages }: LineProps) {
  return (
    <li className="flex items-center justify-between gap-3">
      <StateBadge state={state} appearance="icon" />
      <span className="min-w-0 flex-1">{words}</span>
      <span className="tabular-nums">{formatNumber(messages)}</span>
    </li>
  );
}
