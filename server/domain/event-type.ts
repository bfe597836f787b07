/** Names that outside systems use for our events. The name as it came is kept beside the canonical one. */
const ALIASES: Record<string, string> = {
  "payment.captured": "payment.received",
  "payment.succeeded": "payment.received",
  "charge.succeeded": "payment.received",
};

/** Second words that are written with an underscore. */
const UNDERSCORED = ["status_changed", "no_show"];

/** payment_received → payment.received · order_status_changed → order.status_changed · appointment.no_show stays. */
export function canonicalEventType(raw: string): string {
  const name = raw.trim();
  const dotted = name.includes(".") ? name : dot(name);
  return ALIASES[dotted] ?? dotted;
}

function dot(name: string): string {
  const second = UNDERSCORED.find((word) => name.endsWith(`_${word}`));
  if (second) return `${name.slice(0, -second.length - 1).replaceAll("_", ".")}.${second}`;
  return name.replaceAll("_", ".");
}
