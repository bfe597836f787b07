export type AgendaDay<Item> = { key: string; words: string; items: Item[] };

/** Appointments by the day on which they start where the workspace is, in the order in which they come. */
export function agendaDays<Item extends { startsAt: Date }>(
  items: readonly Item[],
  timeZone: string,
  nowMs: number | null,
): AgendaDay<Item>[] {
  const key = dayKey(timeZone);
  const days = new Map<string, AgendaDay<Item>>();
  for (const item of items) {
    const day = key(item.startsAt);
    const known = days.get(day) ?? { key: day, words: dayWords(item.startsAt, timeZone, nowMs), items: [] };
    known.items.push(item);
    days.set(day, known);
  }
  return [...days.values()];
}

/** "Today, Thu 12 March", "Fri 13 March", with the year when it is another. */
function dayWords(at: Date, timeZone: string, nowMs: number | null): string {
  const key = dayKey(timeZone);
  const now = new Date(nowMs ?? 0);
  const sameYear = nowMs !== null && key(at).slice(0, 4) === key(now).slice(0, 4);
  const words = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
    timeZone,
  }).format(at);
  if (nowMs === null) return words;
  const near = NEAR.find(([, days]) => key(at) === key(new Date(nowMs + days * DAY_MS)));
  return near ? `${near[0]}, ${words}` : words;
}

const DAY_MS = 86_400_000;
const NEAR = [
  ["Today", 0],
  ["Tomorrow", 1],
  ["Yesterday", -1],
] as const;

const dayKey = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone });
  return (at: Date) => format.format(at);
};
