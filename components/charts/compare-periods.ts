import { formatNumber } from "@/components/ui/format-number";

/** "12.5% more than the 14 days before", "2.4 times the 14 days before". */
export function comparePeriods(now: number, before: number, days: number): string {
  const past = `the ${days} days before`;
  if (before === 0) return now === 0 ? `none, as in ${past}` : `none in ${past}`;
  if (now === before) return `as many as in ${past}`;
  if (now >= before * 2) return `${formatNumber(now / before, 1)} times ${past}`;
  const change = formatNumber((Math.abs(now - before) / before) * 100, 1);
  return `${change}% ${now > before ? "more" : "less"} than ${past}`;
}
