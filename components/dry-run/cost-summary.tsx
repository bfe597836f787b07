import { formatNumber } from "@/components/ui/format-number";
import type { Estimate } from "./cost-types";
import { tokenRange, tokensInWords } from "./token-words";

/** A run and a month in a sentence, and what that goes by. */
export function CostSummary({ estimate: { perRun, month, basis } }: { estimate: Estimate }) {
  return (
    <div className="flex flex-col gap-1.5 px-4 pt-3">
      <p className="max-w-[75ch] text-base">
        A run costs <strong className="font-semibold">{tokenRange(perRun.least, perRun.most)}</strong>
        {month ? (
          <>
            , a month like {month.days === 1 ? "this day" : `the last ${month.days} days`} about{" "}
            <strong className="font-semibold">{tokensInWords(month.expected)}</strong> for{" "}
            {formatNumber(month.runs)} {month.runs === 1 ? "run" : "runs"}
          </>
        ) : null}
        .
      </p>
      <ul className="max-w-[80ch] text-muted text-xs">
        {basis.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
