import Link from "next/link";
import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { stateLanguage } from "@/components/states/state-language";
import { TokenAmount } from "@/components/states/token-amount";
import { cn } from "@/components/ui/cn";
import { formatCompact, formatNumber, formatPercent } from "@/components/ui/format-number";
import { formatDate } from "@/components/ui/format-time";
import { Progress } from "@/components/ui/progress";
import type { HomeStats } from "./home-types";

/** The four numbers one looks for first. */
export function Figures({ stats, days }: { stats: HomeStats; days: number }) {
  const today = stats.days.at(-1)?.runs ?? 0;
  const yesterday = stats.days.at(-2)?.runs ?? 0;
  const { successRate, completed, failed } = stats.totals;
  const before = stats.previousTotals.successRate;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line xl:grid-cols-4">
      <Figure
        name="Runs today"
        value={<Exact value={today} />}
        note={`${formatCompact(yesterday)} yesterday`}
      />
      <Figure
        name={`Success rate, ${days} days`}
        value={successRate === null ? "–" : formatPercent(successRate)}
        note={
          successRate === null
            ? "No run has ended yet"
            : `${formatCompact(completed)} succeeded, ${formatCompact(failed)} failed${before === null ? "" : ` · ${formatPercent(before)} before`}`
        }
      />
      <OpenRuns open={stats.open} />
      <Tokens tokens={stats.tokens} />
    </dl>
  );
}

function Figure({
  name,
  value,
  note,
  children,
}: {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col bg-surface p-4">
      <dt className="text-muted">{name}</dt>
      <dd className="mt-1 flex flex-1 flex-col">
        <span className="font-semibold text-2xl tracking-tight">{value}</span>
        {note ? <span className="mt-1 text-muted text-xs">{note}</span> : null}
        {children}
      </dd>
    </div>
  );
}

const Exact = ({ value }: { value: number }) => (
  <span title={formatNumber(value)}>{formatCompact(value)}</span>
);

function OpenRuns({ open }: { open: HomeStats["open"] }) {
  const { slug } = useWorkspace();
  const parts = [
    { state: "running" as const, count: open.running + open.queued, filter: "running,queued" },
    { state: "waiting" as const, count: open.waiting, filter: "waiting" },
    { state: "held" as const, count: open.held, filter: "held" },
  ];
  return (
    <Figure name="Under way now" value={<Exact value={parts.reduce((sum, part) => sum + part.count, 0)} />}>
      <span className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs">
        {parts.map(({ state, count, filter }) => {
          const { icon: Icon, word, ink } = stateLanguage[state];
          return (
            <Link
              key={state}
              href={`/w/${slug}/runs?status=${filter}`}
              className={cn(
                "flex items-center gap-1 rounded-sm hover:underline",
                count > 0 ? ink : "text-muted",
              )}
            >
              <Icon aria-hidden className={cn("size-3.5", count === 0 && "animate-none")} />
              {formatCompact(count)} {word.toLowerCase()}
            </Link>
          );
        })}
      </span>
    </Figure>
  );
}

function Tokens({ tokens }: { tokens: HomeStats["tokens"] }) {
  const { usedMilliTokens, includedMilliTokens, periodEndsAt, overageEnabled } = tokens;
  const share = includedMilliTokens > 0 ? usedMilliTokens / includedMilliTokens : 0;
  const tone = share >= 1 && !overageEnabled ? "red" : share >= 0.8 ? "amber" : "accent";
  return (
    <Figure
      name={periodEndsAt ? "Tokens this period" : "Tokens of the trial"}
      value={
        <>
          <TokenAmount milliTokens={usedMilliTokens} />
          <span className="font-normal text-base text-muted tracking-normal">
            {" "}
            of {formatNumber(includedMilliTokens / 1000)}
          </span>
        </>
      }
    >
      <Progress
        label="Tokens used"
        value={usedMilliTokens}
        max={includedMilliTokens}
        tone={tone}
        className="mt-2"
      />
      <span className="mt-1.5 text-muted text-xs">
        <TokenAmount milliTokens={Math.max(0, includedMilliTokens - usedMilliTokens)} /> left
        {periodEndsAt ? `, renews on ${formatDate(periodEndsAt)}` : ""}
      </span>
    </Figure>
  );
}
