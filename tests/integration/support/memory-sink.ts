/** The other side of the exporter, in memory: it refuses a known identifier and may be away, silent or busy. */
import type { Delivery, LateItem, Meter, UsageEvent, UsageSink } from "@/server/billing/export/usage-sink";

export type Fault = "away" | "answer lost" | "busy" | "archived";

export function memorySink() {
  const events: UsageEvent[] = [];
  const items: LateItem[] = [];
  const faults: Fault[] = [];
  const underWay = new Map<string, number>();
  const seen = { most: 0, sends: 0 };
  let open = true;
  let memory = new Set<string>();

  const total = (meter: Meter, customer?: string) =>
    events
      .filter((event) => event.meter === meter && (customer === undefined || event.customer === customer))
      .reduce((sum, { milliTokens }) => sum + milliTokens, 0);

  async function oneAtATime<T>(customer: string, work: () => Promise<T>): Promise<T> {
    const count = (underWay.get(customer) ?? 0) + 1;
    underWay.set(customer, count);
    seen.most = Math.max(seen.most, count);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return work().finally(() => underWay.set(customer, (underWay.get(customer) ?? 1) - 1));
  }

  const sink: UsageSink = {
    send: (event) =>
      oneAtATime(event.customer, async (): Promise<Delivery> => {
        seen.sends += 1;
        const fault = faults.shift();
        if (fault === "away") return { outcome: "unknown", cause: "connect ECONNREFUSED" };
        if (fault === "busy") return { outcome: "busy", cause: "Too many requests", retryAfterMs: 7_000 };
        if (fault === "archived")
          return { outcome: "refused", cause: "The meter is archived.", requestId: "req" };
        if (memory.has(event.identifier)) return { outcome: "delivered", duplicate: true, requestId: "req" };
        memory.add(event.identifier);
        events.push(event);
        if (fault === "answer lost") return { outcome: "unknown", cause: "socket hang up" };
        return { outcome: "delivered", duplicate: false, requestId: "req" };
      }),
    async sums({ customer, meter, from, to }) {
      const days = new Map<string, number>();
      for (const event of events) {
        if (event.customer !== customer || event.meter !== meter || event.at < from || event.at >= to)
          continue;
        const day = event.at.toISOString().slice(0, 10);
        days.set(day, (days.get(day) ?? 0) + event.milliTokens);
      }
      return days;
    },
    takesPeriod: async () => open,
    async addToNextInvoice(item) {
      if (!items.some(({ identifier }) => identifier === item.identifier)) items.push(item);
      return { outcome: "delivered", duplicate: false, requestId: "req" };
    },
  };
  return {
    sink,
    ...{ events, items, faults, seen, total },
    closePeriods: () => {
      open = false;
    },
    /** As after a day: identifiers are remembered no longer. */
    forget: () => {
      memory = new Set();
    },
  };
}
