import type { Aim } from "./bench-file";
import { percentile } from "./percentile";

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

export type Spread = { count: number; p50: number; p99: number; max: number };

/** p50, p99 and the largest of some times in ms. None at all is a fault of the phase, not a figure. */
export function spreadOf(what: string, values: number[]): Spread {
  if (values.length === 0) throw new Error(`Nothing was measured: ${what}`);
  return {
    count: values.length,
    p50: round(percentile(values, 50)),
    p99: round(percentile(values, 99)),
    max: round(percentile(values, 100)),
  };
}

export const spreadText = ({ p50, p99 }: Spread): string => `p50 ${ms(p50)}, p99 ${ms(p99)}`;

export const ms = (value: number): string =>
  value >= 1000 ? `${round(value / 1000, 2)} s` : `${round(value)} ms`;

export const atLeast = (what: string, value: number, aim: number, unit = ""): Aim => ({
  aim: `${what} ≥ ${aim}${unit}`,
  measured: `${value}${unit}`,
  reached: value >= aim,
});

export const below = (what: string, value: number, aim: number, unit = " ms"): Aim => ({
  aim: `${what} < ${aim}${unit}`,
  measured: `${value}${unit}`,
  reached: value < aim,
});

export const atMost = (what: string, value: number, aim: number, unit = ""): Aim => ({
  aim: `${what} ≤ ${aim}${unit}`,
  measured: `${value}${unit}`,
  reached: value <= aim,
});
