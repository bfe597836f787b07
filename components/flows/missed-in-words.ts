import { formatExact } from "@/components/ui/format-time";
import { MOST_MISSED } from "@/server/domain/due-fires";
import type { FlowDetail } from "./flow-types";

/** After this nobody asks why a morning was quiet. */
const TOLD_MS = 7 * 86_400_000;

type Missed = Pick<NonNullable<FlowDetail["schedule"]>, "missedCount" | "missedFrom" | "missedUntil">;

/** The times a schedule did not start its flow, while nobody was there to do so; null when there is nothing to tell. */
export function missedInWords(
  { missedCount, missedFrom, missedUntil }: Missed,
  now: number,
  timeZone: string,
): string | null {
  if (missedCount === 0 || !missedFrom || !missedUntil || now - missedUntil.getTime() > TOLD_MS) return null;
  const at = (date: Date) => formatExact(date, { timeZone });
  if (missedCount === 1) return `It did not start for ${at(missedFrom)}: Baton was not running then.`;
  const count =
    missedCount >= MOST_MISSED ? `${MOST_MISSED.toLocaleString("en-US")} or more` : String(missedCount);
  return `${count} starts between ${at(missedFrom)} and ${at(missedUntil)} were left out: Baton was not running then.`;
}
