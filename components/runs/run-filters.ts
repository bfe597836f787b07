import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs";
import { runOriginSchema, runStatusSchema } from "@/server/domain/run";

export const periods = ["1h", "24h", "7d", "30d"] as const;

const day = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (text: string) => text,
});

/** The list's filters as they stand in the URL. A period counts back from now; days are those of the reader's clock. */
export const runFilters = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(runStatusSchema.options)).withDefault([]),
  origin: parseAsArrayOf(parseAsStringLiteral(runOriginSchema.options)).withDefault([]),
  flow: parseAsString,
  period: parseAsStringLiteral(periods),
  from: day,
  to: day,
};

const PERIOD_MS: Record<(typeof periods)[number], number> = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
};

/** From and until of a choice of dates. `nowMs` is rounded to the minute, so that the same list keeps its name in the cache. */
export function rangeOf(
  choice: { period: (typeof periods)[number] | null; from: string | null; to: string | null },
  nowMs: number,
): { since?: Date; until?: Date } {
  if (choice.period)
    return { since: new Date(Math.floor(nowMs / 60_000) * 60_000 - PERIOD_MS[choice.period]) };
  return {
    ...(choice.from && { since: new Date(`${choice.from}T00:00:00`) }),
    ...(choice.to && { until: dayAfter(choice.to) }),
  };
}

function dayAfter(text: string): Date {
  const start = new Date(`${text}T00:00:00`);
  start.setDate(start.getDate() + 1);
  return start;
}
