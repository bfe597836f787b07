import { formatNumber } from "@/components/ui/format-number";
import type { PathPrices } from "@/server/domain/simulate/path-prices";

/** “0.5 tokens a run”, “0.5 to 2.6 tokens a run”. */
export function RunPrice({ cost }: { cost: PathPrices }) {
  return <span>{runPriceWords(cost)}</span>;
}

export function runPriceWords({ least, most, paths }: PathPrices): string {
  const [from, to] = [least, most].map((milliTokens) => formatNumber(milliTokens / 1_000, 3));
  const range = least === most ? from : `${from} to ${to}`;
  const noun = least === most && least === 1_000 ? "token" : "tokens";
  const loops = paths.some(({ more }) => more.some(({ each }) => each.startsWith("item")));
  return `${range} ${noun} a run${loops ? ", more with each item" : ""}`;
}
