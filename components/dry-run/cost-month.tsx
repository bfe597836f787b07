import { ChartCard } from "@/components/charts/chart-card";
import { formatCompact, formatNumber } from "@/components/ui/format-number";
import type { Estimate } from "./cost-types";
import { monthRows } from "./month-rows";
import { tokenRange, tokensInWords } from "./token-words";

/** What a run costs, and a month like the last days: what is to be expected, what hardly any goes beyond, the worst. */
export function CostMonth({ estimate }: { estimate: Estimate }) {
  const { perRun, month, basis } = estimate;
  const run = tokenRange(perRun.least, perRun.most);
  return (
    <div className="flex flex-col gap-3 p-4 pb-1">
      <p className="max-w-[75ch] text-base">
        A run costs <strong className="font-semibold">{run}</strong>
        {month ? (
          <>
            , a month like the last one about{" "}
            <strong className="font-semibold">{tokensInWords(month.expected)}</strong> for{" "}
            {formatNumber(month.runs)} {month.runs === 1 ? "run" : "runs"}.
          </>
        ) : (
          "."
        )}
      </p>
      {month ? (
        <ChartCard
          title="Tokens in a month"
          finding={`95 of 100 months like these cost less than ${tokensInWords(month.p95)}`}
          series={SERIES}
          rows={monthRows(month)}
          rowsAre="Month"
          format={(milliTokens) => tokensInWords(milliTokens)}
          formatTick={(milliTokens) => formatCompact(milliTokens / 1_000)}
        />
      ) : null}
      <ul className="max-w-[80ch] text-muted text-xs">
        {basis.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

const SERIES = [{ key: "milliTokens", label: "Tokens", color: "chart-1", as: "bar" } as const];
