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

const TARGETS: Target[] = [
  "worker 1",
  "web",
  "connection",
  "worker 2",
  "database",
  "worker 1",
  "web",
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

/** Kills at even distances, shaken; the hang in the first half and the outage in the second, each between two of them. */
function disturbances({ runs, kills, seed }: SoakOptions): Planned[] {
  const random = randomFrom(seed + 1);
  const targets = Array.from({ length: Math.ceil(kills / TARGETS.length) }, () => random.shuffled(TARGETS));
  const planned = targets
    .flat()
    .slice(0, kills)
    .map((target, index): Planned => {
      const share = 0.04 + (0.94 * (index + random.between(0.1, 0.9))) / kills;
      return {
        kind: "kill",
        target,
        pick: random.next(),
        after: Math.floor(runs * share),
        jitterMs: Math.round(random.between(0, 400)),
      };
    });
  const jitterMs = 0;
  planned.push({ kind: "hang", target: "worker 2", after: Math.floor(runs * 0.3), jitterMs });
  planned.push({ kind: "outage", after: Math.floor(runs * 0.65), jitterMs });
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
