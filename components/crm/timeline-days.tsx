"use client";

import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { formatExact } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";
import { runStatusSchema } from "@/server/domain/run";
import type { TimelineItem } from "@/server/domain/timeline";
import { dayWords } from "./day-words";
import { describeLine } from "./describe-line";
import { groupChanges } from "./group-changes";
import { TimelineLine } from "./timeline-line";

type TimelineDaysProps = {
  items: readonly TimelineItem[];
  /** A member's name by its id. */
  nameOf: (userId: string) => string | null;
};

/** The timeline, day by day. */
export function TimelineDays({ items, nameOf }: TimelineDaysProps) {
  const now = useNow();
  const { slug } = useWorkspace();
  if (now === null) return null;
  return byDay(items, now).map(({ day, lines }) => (
    <section key={day} aria-label={day} className="mt-6">
      <h3 className="mb-3 text-muted text-xs">{day}</h3>
      <ul>
        {groupChanges(lines).map(({ item, more }) => {
          const { path, text, detail, ...line } = describeLine(item, nameOf);
          const changes = [item, ...more].map((each) => describeLine(each, nameOf).title);
          const words = more.length > 0 ? { ...line, title: `${changes.length} changes` } : line;
          const status = item.kind === "run" ? runStatusSchema.safeParse(item.data.status).data : undefined;
          return (
            <TimelineLine
              key={`${item.kind}:${item.id}`}
              {...words}
              href={path ? `/w/${slug}${path}` : undefined}
              time={<LineTime at={item.at} />}
              body={
                text || detail || status || more.length > 0 ? (
                  <>
                    {more.length > 0 ? (
                      <ul className="grid gap-x-6 text-xs sm:grid-cols-2">
                        {changes.map((change) => (
                          <li key={change} className="truncate" title={change}>
                            {change}
                          </li>
                        ))}
                      </ul>
                    ) : null}
                    {item.kind === "run" && status ? (
                      <span className="flex flex-wrap items-center gap-x-2">
                        <RunStatusBadge status={status} reason={item.data.reason} appearance="inline" />
                        <TokenAmount milliTokens={item.data.milliTokens} unit className="text-xs" />
                      </span>
                    ) : null}
                    {text ? <p className="line-clamp-4 whitespace-pre-line break-words">{text}</p> : null}
                    {detail ? <p className="text-xs">{detail}</p> : null}
                  </>
                ) : null
              }
            />
          );
        })}
      </ul>
    </section>
  ));
}

function LineTime({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={formatExact(at)}>
      {new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at)}
    </time>
  );
}

function byDay(items: readonly TimelineItem[], now: number): { day: string; lines: TimelineItem[] }[] {
  const days: { day: string; lines: TimelineItem[] }[] = [];
  for (const item of items) {
    const day = dayWords(item.at, now);
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(item);
    else days.push({ day, lines: [item] });
  }
  return days;
}
