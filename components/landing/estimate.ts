import { PRICES, type UsageKind } from "@/server/domain/plans";

/** How often each thing happens in a month. */
export type Counts = Record<UsageKind, number>;

/** Milli-tokens of a month, by the table that the meter uses. */
export const estimate = (counts: Counts): number =>
  estimateKinds.reduce((sum, kind) => sum + counts[kind] * PRICES[kind].milliTokens, 0);

export const estimateKinds = [
  "workflow_execution",
  "email_sent",
  "sms_sent",
  "call_minute",
  "ai_transcription",
] as const satisfies UsageKind[];

/** More of a thing than a slider goes to can be typed, up to this. */
export const MOST_COUNTED = 100_000_000;

/** A slider's place for a number: even steps are even factors, so that both 50 and 50,000 can be aimed at. */
export const placeOf = (count: number, most: number): number =>
  count <= 0 ? 0 : Math.min(100, Math.max(1, Math.round((Math.log(count) / Math.log(most)) * 99) + 1));

/** The round number at a slider's place; 0 at its very start. */
export function countAt(place: number, most: number): number {
  if (place <= 0) return 0;
  const exact = most ** ((place - 1) / 99);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.max(1, Math.round(exact / step) * step);
}
