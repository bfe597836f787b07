import { DateTime } from "luxon";
import type { PlanKey } from "./plans";

export type Period = { key: string; startsAt: Date; endsAt: Date | null };

/** The period `now` falls in. The trial is one period without end; paid plans turn monthly on the anchor's day (or the month's last). */
export function periodOf(plan: PlanKey, anchor: Date, now: Date): Period {
  if (plan === "trial") return { key: "trial", startsAt: anchor, endsAt: null };
  const first = DateTime.fromJSDate(anchor, { zone: "utc" });
  let months = Math.floor(DateTime.fromJSDate(now, { zone: "utc" }).diff(first, "months").months);
  while (first.plus({ months }).toMillis() > now.getTime()) months -= 1;
  while (first.plus({ months: months + 1 }).toMillis() <= now.getTime()) months += 1;
  const startsAt = first.plus({ months });
  return {
    key: startsAt.toFormat("yyyy-MM-dd"),
    startsAt: startsAt.toJSDate(),
    endsAt: first.plus({ months: months + 1 }).toJSDate(),
  };
}
