import { eventType, ITEMS, type Kind, SHARES } from "./flows";
import type { SoakOptions } from "./options";
import type { Target } from "./product";
import { randomFrom } from "./random";

export type PlannedEvent = {
  id: string;
  kind: Kind;
  number: number;
  type: string;
  payload: Record<string, unknown>;
  /** Sent twice: together, or the second after the answer to the first. */
  double: "no" | "together" | "after";
  /** The receiver takes this long to answer its call. */
  callMs: number;
  /** Only where the run waits for an answer: this long after the receiver was called. */
  answerAfterMs: number;
};

export type Disturbance =
  | { kind: "kill"; target: Target; pick: number }
  | { kind: "hang"; target: "worker 2" }
  | { kind: "outage" };

/** `after`: how many events have been accepted by then. */
export type Planned = Disturbance & { after: number; jitterMs: number };

export type Plan = { events: PlannedEvent[]; disturbances: Planned[] };

/** While a worker hangs, its connections stay: only so it is the lease that runs out, and not a process that is seen to be dead. */
const BESIDE_HANG: Target[] = ["worker 1", "web"];
const AFTER_HANG: Target[] = [
  "worker 1",
  "web",
  "connection",
  "worker 2",
  "database",
  "worker 1",
  "database",
  "worker 2",
];

export function planSoak(options: SoakOptions): Plan {
  const random = randomFrom(options.seed);
  const events = Array.from({ length: options.runs }, (_, number): PlannedEvent => {
    const kind = drawKind(random.next());
    const email = `person-${number % 97}@example.com`;
    return {
      id: `${kind}-${number}`,
      kind,
      number,
      type: eventType(kind),
      payload: {
        number,
        email,
        items: ITEMS,
        amount: kind === "unmet" ? 0 : number + 1,
        // A second to three of real time, whatever the product's clock does.
        pause: Math.round(random.between(1, 3) * 10 * options.clockRate) / 10,
      },
      double: random.next() < 0.05 ? random.pick(["together", "after"] as const) : "no",
      callMs: Math.round(random.between(20, 200)),
      answerAfterMs: random.next() < 0.3 ? 0 : Math.round(random.between(300, 4_000)),
    };
  });
  return { events, disturbances: disturbances(options) };
}

/** The runs that there must be: one for each event, and one for each sub-flow. */
export const plannedRuns = ({ events }: Plan): { id: string; kind: Kind; number: number }[] =>
  events.flatMap((event) =>
    event.kind === "parent"
      ? [event, { id: `child-${event.number}`, kind: "child" as const, number: event.number }]
      : [event],
  );

/** First the hang, with a third of the kills beside it; then the others and, between them, the outage. */
function disturbances({ runs, kills, seed, hangSeconds, perSecond }: SoakOptions): Planned[] {
  const random = randomFrom(seed + 1);
  const hangEnds = Math.min(0.65, 0.04 + (1.1 * hangSeconds * perSecond) / runs);
  const spread = (count: number, targets: Target[], from: number, to: number) =>
    Array.from({ length: Math.ceil(count / targets.length) }, () => random.shuffled(targets))
      .flat()
      .slice(0, count)
      .map((target, index): Planned => {
        const share = from + ((to - from) * (index + random.between(0.1, 0.9))) / count;
        const jitterMs = Math.round(random.between(0, 400));
        return { kind: "kill", target, pick: random.next(), after: Math.floor(runs * share), jitterMs };
      });
  const beside = Math.round(kills / 3);
  const planned: Planned[] = [
    { kind: "hang", target: "worker 2", after: Math.floor(runs * 0.03), jitterMs: 0 },
    ...spread(beside, BESIDE_HANG, 0.05, hangEnds),
    ...spread(kills - beside, AFTER_HANG, hangEnds, 0.98),
    { kind: "outage", after: Math.floor(runs * ((hangEnds + 0.98) / 2)), jitterMs: 0 },
  ];
  return planned.sort((one, other) => one.after - other.after);
}

function drawKind(at: number): Kind {
  const total = SHARES.reduce((sum, [, share]) => sum + share, 0);
  let left = at * total;
  for (const [kind, share] of SHARES) {
    left -= share;
    if (left < 0) return kind;
  }
  return "fork";
}
