import type { TimelineItem } from "@/server/domain/timeline";

type ChangeItem = Extract<TimelineItem, { kind: "change" }>;

/** One line, or the changes that somebody made at one stroke. */
export type TimelineEntry = { item: TimelineItem; more: ChangeItem[] };

/** Changes that follow one another, of the same hand and in the same seconds, are told together. */
export function groupChanges(items: readonly TimelineItem[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const item of items) {
    const last = entries.at(-1);
    if (item.kind === "change" && last?.item.kind === "change" && belong(last.item, item))
      last.more.push(item);
    else entries.push({ item, more: [] });
  }
  return entries;
}

const AT_ONE_STROKE_MS = 3_000;

const belong = (one: ChangeItem, other: ChangeItem): boolean =>
  one.data.by === other.data.by &&
  one.data.byType === other.data.byType &&
  one.data.runId === other.data.runId &&
  Math.abs(one.at.getTime() - other.at.getTime()) < AT_ONE_STROKE_MS;
