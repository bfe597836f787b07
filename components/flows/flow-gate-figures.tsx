"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { StateBadge } from "@/components/states/state-badge";
import { formatNumber } from "@/components/ui/format-number";
import { exitWords } from "@/server/domain/exit-words";
import { gateRuleWords } from "@/server/domain/gate-rule-words";
import { notStartedShort } from "@/server/domain/not-started-words";

/** How many messages of a flow left, were held, and were not sent, and which of its runs did not begin or go on, and why. */
export function FlowGateFigures({ flowId }: { flowId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.gate.figures.queryOptions({ workspace, flowId }));
  if (!data) return null;
  const messages = data.sent + data.held.length + data.skipped.length;
  const others = data.notStarted.length + data.ended.length;
  if (messages + others === 0) return null;
  const title = `${messages > 0 ? "Messages" : "Decisions"}, ${data.days} days`;
  return (
    <section aria-label={title} className="mb-4 rounded-lg border border-line p-3">
      <h3 className="mb-2 text-muted text-xs">{title}</h3>
      <ul className="flex flex-col gap-1">
        {messages > 0 ? <Line state="succeeded" words="Let through" number={data.sent} /> : null}
        {data.held.map(({ rule, messages }) => (
          <Line key={`held ${rule}`} state="held" words={`Held: ${gateRuleWords[rule]}`} number={messages} />
        ))}
        {data.skipped.map(({ rule, messages }) => (
          <Line
            key={`skipped ${rule}`}
            state="skipped"
            words={`Not sent: ${gateRuleWords[rule]}`}
            number={messages}
          />
        ))}
        {data.ended.map(({ eventType, runs }) => (
          <Line
            key={`ended ${eventType}`}
            state="skipped"
            words={`Runs ended: ${exitWords(eventType)}`}
            number={runs}
          />
        ))}
        {data.notStarted.map(({ reason, events }) => (
          <Line
            key={`not started ${reason}`}
            state="skipped"
            words={`Not started: ${notStartedShort[reason]}`}
            number={events}
          />
        ))}
      </ul>
    </section>
  );
}

type LineProps = { state: "succeeded" | "held" | "skipped"; words: string; number: number };

function Line({ state, words, number }: LineProps) {
  return (
    <li className="flex items-center justify-between gap-3">
      <StateBadge state={state} appearance="icon" />
      <span className="min-w-0 flex-1">{words}</span>
      <span className="tabular-nums">{formatNumber(number)}</span>
    </li>
  );
}
