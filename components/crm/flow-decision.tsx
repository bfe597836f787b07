import type { inferProcedureOutput } from "@trpc/server";
import { CircleMinus, CirclePause, CircleX } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AppRouter } from "@/server/api/root";
import { exitWords } from "@/server/domain/exit-words";
import {
  NOT_STARTED_WORDS,
  notStartedReasonSchema,
  notStartedValue,
} from "@/server/domain/not-started-words";
import { holdSentence } from "@/server/domain/run-words";

type Decision = inferProcedureOutput<AppRouter["gate"]["ofContact"]>["decisions"][number];
export type FlowDecisionItem = Exclude<Decision, { kind: "message" }>;

/** A flow that did not begin, or go on, with a contact: what was decided, by which rule and value, and when. */
export function FlowDecision({ decision }: { decision: FlowDecisionItem }) {
  const { icon: Icon, ink, word } = LOOKS[decision.kind];
  const { sentence, value } = wordsOf(decision);
  return (
    <div className="flex gap-2">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <span className={cn("font-medium", ink)}>{word}</span> {sentence}
        </p>
        <p className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          <span className="break-all">
            {decision.eventType}
            {value ? ` · ${value}` : ""}
          </span>
          <span title={formatExact(decision.at)}>
            <RelativeTime at={decision.at} />
          </span>
        </p>
      </div>
    </div>
  );
}

const LOOKS = {
  not_started: { icon: CircleMinus, ink: "text-muted", word: "Not started:" },
  ended: { icon: CircleX, ink: "text-muted", word: "Ended:" },
  waiting: { icon: CirclePause, ink: "text-held", word: "Waits:" },
} as const;

function wordsOf({ kind, reason, value }: FlowDecisionItem): { sentence: string; value: string } {
  if (kind === "ended") return { sentence: `${exitWords(reason)}, which ends this flow.`, value: "" };
  if (kind === "waiting")
    return {
      sentence: lower(holdSentence(reason)),
      value: value && (reason === "hourly_limit" ? `${value} an hour` : `${value} at once`),
    };
  const known = notStartedReasonSchema.safeParse(reason);
  if (!known.success) return { sentence: reason, value: "" };
  return { sentence: lower(NOT_STARTED_WORDS[known.data]), value: notStartedValue(known.data, value) };
}

/** “Baton's” stays as it is: a name. */
const lower = (sentence: string): string =>
  sentence.startsWith("Baton") ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
