/**
 * What a flow would cost in a month, from what its events of the last days would have cost.
 *
 * expected  the days' sum, for 30 days
 * p95       of 100 months like these days, 95 cost less. Months are drawn from the observed days, with repetition (the
 *           bootstrap): a handful of busy days is what makes a month dear, and a normal curve around the mean would miss
 *           them. 95 %, because it is what one budgets by: one month in twenty goes beyond it, and the worst case does
 *           not happen.
 * worst     every day as busy as the busiest one, and every run on the dearest path
 *
 * The draw is always the same, so that the same history gives the same figures.
 */
export type MonthEstimate = { expected: number; p95: number; worst: number };

export const MONTH_DAYS = 30;
const DRAWS = 2_000;

/** A day of the history: its events, and what they would have cost in milli-tokens. */
export type CostedDay = { events: number; milliTokens: number };

/** `dearestRun`: what the most expensive run costs. */
export function monthEstimate(days: readonly CostedDay[], dearestRun: number): MonthEstimate | null {
  if (days.length === 0 || days.every(({ events }) => events === 0)) return null;
  const total = days.reduce((sum, { milliTokens }) => sum + milliTokens, 0);
  const expected = Math.round((total / days.length) * MONTH_DAYS);
  const busiest = Math.max(...days.map(({ events }) => events));
  const dearestDay = Math.max(...days.map(({ milliTokens }) => milliTokens));
  const worst = Math.round(MONTH_DAYS * Math.max(busiest * dearestRun, dearestDay));
  const random = sequence();
  const months = Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let day = 0; day < MONTH_DAYS; day++)
      sum += days[Math.floor(random() * days.length)]?.milliTokens ?? 0;
    return sum;
  }).sort((one, other) => one - other);
  const drawn = Math.round(months[Math.ceil(DRAWS * 0.95) - 1] ?? 0);
  return { expected, p95: Math.max(expected, drawn), worst: Math.max(worst, expected, drawn) };
}

/** Numbers from 0 to 1 that look random and are the same every time (mulberry32). */
function sequence(): () => number {
  let state = 20_261_121;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
