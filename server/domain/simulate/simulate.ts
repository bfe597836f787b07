import { payloadScope } from "../data-scope";
import { durationMs } from "../duration";
import { canonicalEventType } from "../event-type";
import type { FlowDefinition } from "../flow";
import { meetsFilter } from "../meets-filter";
import { advanceRun } from "./advance-run";
import { contactOfPayload } from "./contact-of-payload";
import { happen } from "./happen";
import { beginRun, chargeRun, type Planned, type Scene } from "./scene";
import type {
  SentMessage,
  SimulatedContact,
  Simulation,
  SimulationStart,
  SimulationWorld,
} from "./simulation";

/**
 * What a flow would do, on a virtual clock: the production's own rule decides what runs, its own functions what becomes
 * of each step, and nothing reaches outside. A month takes milliseconds.
 */
export function simulate(
  definition: FlowDefinition,
  { event, at, contact }: SimulationStart,
  world: SimulationWorld,
): Simulation {
  const refused = whyNotStarted(definition, event, at, world);
  const person = structuredClone(contact ?? contactOfPayload(event.type, event.payload, at));
  const root = beginRun(definition, {
    ...{ id: DRY_RUN, name: "", payload: event.payload, timezone: world.timezone, person },
  });
  const scene: Scene = {
    ...{ world, at, person, runs: [root] },
    others: new Map(world.others),
    start: { ...event, at },
    planned: planned(world, at),
    heard: [],
    sent: (world.sent ?? []).map((one, index) => earlier(one, index, person)),
    trace: [],
    happened: [],
    byKind: { call_minute: 0, sms_sent: 0, email_sent: 0, workflow_execution: 0, ai_transcription: 0 },
  };
  if (refused !== null) return told(scene, { outcome: "not_started", reason: refused, at });
  chargeRun(scene);
  const until = world.until ?? new Date(at.getTime() + LONGEST_MS);
  const most = world.most ?? MOST_RECORDS;
  for (;;) {
    settle(scene, most);
    if (root.over) {
      const { outcome, reason, error } = root.over;
      return told(scene, { outcome, reason: reason ?? error, at: scene.at });
    }
    if (scene.trace.length >= most)
      return told(scene, { outcome: "unfinished", reason: TOO_LONG, at: scene.at });
    const next = nextMoment(scene);
    if (!next || next > until)
      return told(scene, { outcome: "unfinished", reason: null, at: next ? until : scene.at });
    scene.at = next;
    // What happens at the moment at which a wait ends was quicker.
    while (scene.planned[0] && scene.planned[0].at <= next) {
      const [due, ...later] = scene.planned;
      scene.planned = later;
      happen(scene, due);
    }
  }
}

const DRY_RUN = "dry-run";
const LONGEST_MS = 400 * 86_400_000;
const MOST_RECORDS = 50_000;
const TOO_LONG = "It goes on for too long to be shown.";

/** As accept-event asks the trigger; null: the event starts the flow. */
function whyNotStarted(
  { trigger }: FlowDefinition,
  { type, payload, source }: SimulationStart["event"],
  at: Date,
  { asksTrigger = true }: SimulationWorld,
): string | null {
  if (!asksTrigger || trigger.type === "schedule" || trigger.type === "manual") return null;
  if (trigger.type === "event") {
    if (!trigger.event_types.some((one) => canonicalEventType(one) === canonicalEventType(type)))
      return `The flow does not start with the event “${type}”.`;
    const { plugin_id: plugin } = trigger;
    if (plugin && plugin !== "platform" && source !== undefined && plugin !== source)
      return `The flow starts with events of the plugin “${plugin}” alone.`;
  }
  return meetsFilter(trigger.filter, payloadScope(payload, at))
    ? null
    : "The filter of the trigger does not hold for the event.";
}

function planned({ happenings }: SimulationWorld, start: Date): Planned[] {
  return happenings
    .flatMap((happening) => {
      const after = durationMs(happening.after);
      return after === null ? [] : [{ at: new Date(start.getTime() + after), happening }];
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

const earlier = (
  message: SentMessage,
  index: number,
  to: SimulatedContact | null,
): Scene["sent"][number] => ({
  ...message,
  ...{ to, address: "", key: `earlier ${index}` },
});

/** Every run as far as it goes at this moment. */
function settle(scene: Scene, most: number): void {
  for (let moved = true; moved && scene.trace.length < most; ) {
    moved = false;
    for (const run of [...scene.runs]) if (!run.over && advanceRun(scene, run, most)) moved = true;
  }
}

/** When something is due by itself, or happens. */
function nextMoment({ runs, planned: [first], at }: Scene): Date | null {
  const times = [first?.at, ...runs.map(({ over, wakeAt }) => (over ? null : wakeAt))].flatMap((time) =>
    time ? [time.getTime()] : [],
  );
  return times.length === 0 ? null : new Date(Math.max(at.getTime(), Math.min(...times)));
}

function told({ trace, happened, byKind }: Scene, end: Simulation["end"]): Simulation {
  const milliTokens = Object.values(byKind).reduce((sum, amount) => sum + amount, 0);
  return { trace, happened, end, milliTokens, byKind };
}
