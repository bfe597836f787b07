import { formatNumber } from "@/components/ui/format-number";
import type { RunCost } from "@/server/domain/run-cost";

/** “0.5 tokens a run”, “0.5 to 2.6 tokens a run”. */
export function RunPrice({ cost, className }: { cost: RunCost; className?: string }) {
  return <span className={className}>{runPriceWords(cost)}</span>;
}

export function runPriceWords({ least, most, perItem }: RunCost): string {
  const [from, to] = [least, most].map((milliTokens) => formatNumber(milliTokens / 1_000, 3));
  const range = least === most ? `${from}` : `${from} to ${to}`;
  const noun = least === most && least === 1_000 ? "token" : "tokens";
  return `${range} ${noun} a run${perItem ? ", more with each item" : ""}`;
}
