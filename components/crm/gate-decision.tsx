import type { inferProcedureOutput } from "@trpc/server";
import { CircleCheck, CircleMinus, CirclePause } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AppRouter } from "@/server/api/root";

export type GateDecisionItem = inferProcedureOutput<AppRouter["gate"]["ofStep"]>[number];

/** One decision of the gate: sign, why in words, whom it was about, when. */
export function GateDecision({ decision }: { decision: GateDecisionItem }) {
  const { icon: Icon, ink, word } = LOOKS[decision.verdict];
  const channel = CHANNELS[decision.channel];
  return (
    <div className="flex gap-2">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <span className={cn("font-medium", ink)}>{word}</span> {withoutWord(decision.words)}
        </p>
        <p className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          <span className="break-all">
            {decision.purpose === "marketing" ? `Marketing by ${channel}` : capital(channel)} to{" "}
            {decision.recipient}
          </span>
          <span title={formatExact(decision.at)}>
            <RelativeTime at={decision.at} />
          </span>
          {decision.mode === "test" ? <Badge>Test</Badge> : null}
        </p>
      </div>
    </div>
  );
}

const LOOKS = {
  send: { icon: CircleCheck, ink: "text-succeeded", word: "Let through:" },
  hold: { icon: CirclePause, ink: "text-held", word: "Held" },
  skip: { icon: CircleMinus, ink: "text-muted", word: "Not sent:" },
} as const;

const CHANNELS = { email: "email", sms: "SMS", call: "call" } as const;

/** The words begin with the verdict, for where they stand alone. */
function withoutWord(words: string): string {
  const rest = words.replace(/^(Held|Skipped:) /, "");
  return rest.charAt(0).toLowerCase() + rest.slice(1);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
