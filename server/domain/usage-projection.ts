/** Milli-tokens at some time to come: what is to be expected, and the band that holds it four times out of five. */
export type Projected = { expected: number; low: number; high: number };

type Known = {
  /** Milli-tokens of the period so far. */
  used: number;
  /** Milli-tokens of the last whole days, the latest last; from the first day on that had any. */
  days: readonly number[];
};

/** Fewer days say nothing. */
const LEAST_DAYS = 3;
/** Of the standard normal distribution: four fifths lie within. */
const EIGHTY_PERCENT = 1.2816;

/**
 * What a period will have used so many days from now. Each day to come is taken to be like the known ones: their mean,
 * times the days, on top of what is used. The band adds up two doubts: that days differ from one another (their variance
 * once per day to come) and that the mean of so few days is itself not certain (variance / known days, times the days to
 * come squared). Nothing that is used comes back: the band does not go below it. Null while fewer than three days are known.
 */
export function projectUsage({ used, days }: Known): ((daysAhead: number) => Projected) | null {
  const known = days.length;
  if (known < LEAST_DAYS) return null;
  const mean = days.reduce((sum, day) => sum + day, 0) / known;
  const variance = days.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (known - 1);
  return (daysAhead) => {
    const ahead = Math.max(0, daysAhead);
    const expected = used + mean * ahead;
    const doubt = EIGHTY_PERCENT * Math.sqrt(variance * ahead + (variance / known) * ahead ** 2);
    return {
      expected: Math.round(expected),
      low: Math.round(Math.max(used, expected - doubt)),
      high: Math.round(expected + doubt),
    };
  };
}
