import type { Duration } from "./duration";
import { type TextPart, templateParts, value } from "./text-part";

/** “3 days”, “1 hour”, or the reference that will say how long. */
export function describeDuration(duration: Duration): TextPart[] {
  const amount = String(duration.value);
  const unit = amount === "1" ? duration.unit.slice(0, -1) : duration.unit;
  return amount.includes("{{")
    ? [...templateParts(amount, "value"), value(` ${unit}`)]
    : [value(`${amount} ${unit}`)];
}
