import { localDate, localDay } from "./local-time";
import type { TraceLine } from "./trace-line";

export type TraceDay = {
  key: string;
  /** “Sat 21 Nov”. */
  title: string;
  /** 1: the day it starts on. */
  number: number;
  lines: TraceLine[];
};

const DAY_MS = 86_400_000;

/** Lines by the day they fall on where the contact is. `since`: the start. */
export function traceDays(lines: readonly TraceLine[], since: Date, zone: string): TraceDay[] {
  const days: TraceDay[] = [];
  const first = Date.parse(localDay(since, zone));
  for (const line of lines) {
    const key = localDay(line.at, zone);
    const last = days.at(-1);
    if (last?.key === key) last.lines.push(line);
    else
      days.push({
        ...{ key, title: localDate(line.at, zone, since), lines: [line] },
        number: Math.round((Date.parse(key) - first) / DAY_MS) + 1,
      });
  }
  return days;
}
