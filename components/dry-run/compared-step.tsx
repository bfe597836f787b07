import { channelOf } from "@/components/outbox/channel";
import { StateBadge } from "@/components/states/state-badge";
import { TokenAmount } from "@/components/states/token-amount";
import type { TraceEntry } from "@/server/domain/simulate/simulation";
import { localMoment } from "./local-time";
import { excerptOf } from "./message-excerpt";

type ComparedStepProps = { entry: TraceEntry | null; zone: string; since: Date };

/** How one step ended on one side: state, when, what was said, what it cost. */
export function ComparedStep({ entry, zone, since }: ComparedStepProps) {
  if (!entry) return <span className="text-muted">Not reached</span>;
  const { message, gate, error, milliTokens } = entry;
  const Icon = message ? channelOf(message.channel).icon : null;
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2 text-xs">
        <StateBadge state={entry.status} appearance="inline" />
        <time dateTime={entry.at.toISOString()} className="text-muted">
          {localMoment(entry.at, since, zone)}
        </time>
        {milliTokens > 0 ? <TokenAmount milliTokens={milliTokens} unit className="text-muted" /> : null}
      </p>
      {message ? (
        <p className="line-clamp-3 break-words text-xs">
          {Icon ? <Icon aria-hidden className="mr-1 inline size-3.5 align-text-bottom text-muted" /> : null}
          <span className="sr-only">{channelOf(message.channel).label} </span>
          {excerptOf(message)}
        </p>
      ) : null}
      {gate && gate.verdict !== "send" ? (
        <p className="break-words text-held text-xs">{gate.detail}</p>
      ) : null}
      {error ? <p className="break-words text-failed text-xs">{error.message}</p> : null}
    </div>
  );
}
