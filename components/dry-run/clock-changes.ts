import { wallTime } from "@/server/domain/wall-clock";

/** At `at` the clocks of a zone go `minutes` forward (negative: back). */
export type ClockChange = { at: Date; minutes: number };

/** When the clocks change between two instants: summer time begins or ends. */
export function clockChanges(zone: string, from: Date, to: Date): ClockChange[] {
  const offset = (at: number) => wallTime(zone, at) - at;
  const changes: ClockChange[] = [];
  let known = from.getTime();
  while (known < to.getTime()) {
    const next = Math.min(known + STRIDE_MS, to.getTime());
    if (offset(known) !== offset(next)) changes.push(found(offset, known, next));
    known = next;
  }
  return changes;
}

/** “Clocks go forward 1 h”. */
export function clockWords({ minutes }: ClockChange): string {
  const size = Math.abs(minutes);
  const length = size % 60 === 0 ? `${size / 60} h` : `${size} min`;
  return `Clocks go ${minutes > 0 ? "forward" : "back"} ${length}`;
}

/** No zone changes twice within so many days. */
const STRIDE_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;

function found(offset: (at: number) => number, from: number, to: number): ClockChange {
  const before = offset(from);
  let [still, changed] = [from, to];
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (offset(middle) === before) still = middle;
    else changed = middle;
  }
  return { at: new Date(changed), minutes: Math.round((offset(to) - before) / MINUTE_MS) };
}
