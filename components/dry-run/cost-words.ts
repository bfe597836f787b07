import type { PathPrices } from "@/server/domain/simulate/path-prices";
import { tokenRange, tokensInWords } from "./token-words";

type Told = {
  perRun: Pick<PathPrices, "least" | "most">;
  month: { expected: number; p95: number; events: number; days: number } | null;
};

/** A run's price and a month's, in two sentences. */
export function costWords({ perRun, month }: Told): string[] {
  const run = `A run costs ${tokenRange(perRun.least, perRun.most)}.`;
  if (!month) return [run];
  const days = month.days === 1 ? "last day" : `last ${month.days} days`;
  const about = `A month like the ${days} costs about ${tokensInWords(month.expected)}`;
  if (month.p95 === month.expected) return [run, `${about}.`];
  return [run, `${about}; 95 of 100 such months stay below ${tokensInWords(month.p95)}.`];
}
