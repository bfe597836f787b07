import type { ReactNode } from "react";
import { formatNumber } from "@/components/ui/format-number";
import { Progress } from "@/components/ui/progress";
import type { ActualCost } from "./cost-types";
import { tokensInWords } from "./token-words";

/** What the published version really cost, against what was said when it was published. */
export function CostActual({ actual }: { actual: ActualCost }) {
  const { estimated, metered, words } = actual;
  return (
    <section aria-label="Estimate against actual" className="rounded-lg border border-line p-4">
      <h3 className="font-medium">What it really cost</h3>
      <p className="text-muted text-xs">{words}</p>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
        <Figure name="Metered" value={tokensInWords(metered.milliTokens)}>
          {formatNumber(metered.runs)} {metered.runs === 1 ? "run" : "runs"}
        </Figure>
        {estimated ? (
          <Figure name="Expected until now" value={tokensInWords(estimated.milliTokens)}>
            worst {tokensInWords(estimated.worst)}
          </Figure>
        ) : null}
      </dl>
      {estimated ? (
        <Progress
          className="mt-3 max-w-md"
          label="Metered, of the worst that was expected until now"
          value={metered.milliTokens}
          max={Math.max(estimated.worst, metered.milliTokens)}
          tone={metered.milliTokens > estimated.p95 ? "amber" : "accent"}
        />
      ) : null}
    </section>
  );
}

type FigureProps = { name: string; value: string; children: ReactNode };

const Figure = ({ name, value, children }: FigureProps) => (
  <div>
    <dt className="text-muted text-xs">{name}</dt>
    <dd>
      <span className="font-medium text-base tabular-nums">{value}</span>{" "}
      <span className="text-muted text-xs">{children}</span>
    </dd>
  </div>
);
