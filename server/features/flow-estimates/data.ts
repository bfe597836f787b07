/** What a flow would cost: by each way it can go, and a month of it from the real events of the last days. Reads only. */
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { FlowDefinition } from "@/server/domain/flow";
import { requireSound } from "@/server/domain/require-sound";
import {
  type CostedDay,
  MONTH_DAYS,
  type MonthEstimate,
  monthEstimate,
} from "@/server/domain/simulate/month-estimate";
import { byContact } from "@/server/domain/simulate/past-event";
import { type PathPrices, pathPrices } from "@/server/domain/simulate/path-prices";
import { NO_PAST, simulatePast } from "@/server/domain/simulate/simulate-past";
import type { Simulation } from "@/server/domain/simulate/simulation";
import type { WorkspaceId } from "@/server/domain/workspace";
import { inBackground } from "@/server/engine/background-pace";
import {
  type EventRef,
  listTriggerEvents,
  loadPastEvents,
  type QuietWorld,
  readWorld,
} from "../dry-run/data";
import { readFlow } from "../flows/data";
import { stepPrices } from "./service";

const DAY_MS = 86_400_000;
/** Counted; of more it says "at least". */
const MOST_EVENTS = 50_000;
/** Simulated; of more, whole contacts are drawn. */
const MOST_SIMULATED = 1_000;
/** Nobody waits longer than this for a figure: what was gone through until then stands for the rest. */
const MOST_MS = 4_000;
/** Contacts. */
const CHUNK = 50;

export type StepCost = {
  stepId: string;
  /** Each time it succeeds. */
  milliTokens: number;
  /** “minute”, where it is charged by how much there is. */
  each: string | null;
  /** In a month like the last days; null: nothing is known of them. */
  month: { times: number; milliTokens: number } | null;
};

export type FlowEstimate = {
  perRun: PathPrices;
  perStep: StepCost[];
  month: (MonthEstimate & { events: number; runs: number; days: number }) | null;
  /** What it goes by, in sentences. */
  basis: string[];
};

/** Of the draft as it is being edited, or as it is saved. */
export async function estimateOf(
  workspaceId: WorkspaceId,
  flowId: string,
  edited: FlowDefinition | undefined,
): Promise<FlowEstimate> {
  const { draft } = await readFlow(workspaceId, flowId);
  const definition = edited ?? draft;
  requireSound(definition);
  return estimateFlow(workspaceId, flowId, definition);
}

/** As of `at`: of the 30 days before it. */
export async function estimateFlow(
  workspaceId: WorkspaceId,
  flowId: string,
  definition: FlowDefinition,
  at: Date = now(),
): Promise<FlowEstimate> {
  const world = await readWorld(workspaceId, [definition]);
  const priceOf = await stepPrices(workspaceId, definition, world.flow);
  const perRun = pathPrices(definition, priceOf);
  const days = await daysKnown(workspaceId, at);
  const since = new Date(at.getTime() - days * DAY_MS);
  const events = await listTriggerEvents(workspaceId, flowId, [definition], {
    since,
    until: at,
    most: MOST_EVENTS,
  });
  const gone = await goThrough(workspaceId, flowId, { definition, world, events, at, days });
  const month = monthEstimate(gone.days, Math.max(perRun.most, gone.dearest));
  const steps = [...definition.steps, ...definition.error_handlers];
  const scale = (count: number) => Math.round((count * gone.scale * MONTH_DAYS) / days);
  return {
    perRun,
    perStep: steps.flatMap((step) => {
      const price = priceOf(step);
      if (!price) return [];
      const { times = 0, milliTokens = 0 } = gone.steps.get(step.id) ?? {};
      const known = month && { times: scale(times), milliTokens: scale(milliTokens) };
      return { stepId: step.id, ...price, month: known };
    }),
    month: month && { ...month, events: scale(gone.simulated), runs: scale(gone.runs), days },
    basis: basisOf(events.length, gone.simulated, days),
  };
}

/** A younger workspace has no 30 days to look back on. */
async function daysKnown(workspaceId: WorkspaceId, at: Date): Promise<number> {
  const { rows } = await pool().query<{ first: Date }>(
    `select least(created_at, (select min(created_at) from events where workspace_id = $1)) as first from workspaces where id = $1`,
    [workspaceId],
  );
  const age = at.getTime() - (rows[0]?.first ?? at).getTime();
  return Math.min(MONTH_DAYS, Math.max(1, Math.ceil(age / DAY_MS)));
}

type Counts = {
  steps: Map<string, { times: number; milliTokens: number }>;
  runs: number;
  dearest: number;
  simulated: number;
};
type GoneThrough = Counts & {
  days: CostedDay[];
  /** So many events does each simulated one stand for. */
  scale: number;
};

type History = {
  definition: FlowDefinition;
  world: QuietWorld;
  events: readonly EventRef[];
  at: Date;
  days: number;
};

async function goThrough(
  workspaceId: WorkspaceId,
  flowId: string,
  { definition, events, ...span }: History,
): Promise<GoneThrough> {
  const drawn = draw(events);
  const gone: Counts = { steps: new Map(), runs: 0, dearest: 0, simulated: 0 };
  const days: CostedDay[] = Array.from({ length: span.days }, () => ({ events: 0, milliTokens: 0 }));
  const world = { ...span.world, faults: [] };
  const work = inBackground();
  const until = performance.now() + MOST_MS;
  for (let next = 0; next < drawn.length && performance.now() < until; ) {
    const chunk = drawn.slice(next, next + CHUNK).flat();
    next += CHUNK;
    const ids = chunk.map(({ id }) => id);
    for (const own of byContact(await loadPastEvents(workspaceId, flowId, ids, [definition]))) {
      const { simulations } = await work.through(simulatePast(definition, own, NO_PAST, world));
      for (const [index, simulation] of simulations.entries()) {
        const age = span.at.getTime() - (own[index]?.at ?? span.at).getTime();
        count(gone, days[Math.min(span.days - 1, Math.floor(age / DAY_MS))], simulation);
      }
    }
  }
  const scale = events.length / Math.max(1, gone.simulated);
  return {
    ...gone,
    scale,
    days: days.map((day) => ({ events: day.events * scale, milliTokens: day.milliTokens * scale })),
  };
}

function count(gone: Counts, day: CostedDay | undefined, { milliTokens, end, trace }: Simulation): void {
  const runs = end.outcome === "not_started" ? 0 : 1;
  gone.simulated += 1;
  gone.runs += runs;
  gone.dearest = Math.max(gone.dearest, milliTokens);
  if (day) {
    day.milliTokens += milliTokens;
    day.events += runs;
  }
  for (const entry of trace) {
    if (entry.milliTokens === 0) continue;
    const { times, milliTokens: sum } = gone.steps.get(entry.stepId) ?? { times: 0, milliTokens: 0 };
    gone.steps.set(entry.stepId, { times: times + 1, milliTokens: sum + entry.milliTokens });
  }
}

/** One contact after the other, the oldest first; of many events those of some contacts, always the same. */
function draw(events: readonly EventRef[]): EventRef[][] {
  const contacts = new Map<string, EventRef[]>();
  for (const event of events) {
    const key = event.contactId ?? event.id;
    const own = contacts.get(key);
    if (own) own.push(event);
    else contacts.set(key, [event]);
  }
  // The end of an id is random: in its order, contacts are as good as shuffled.
  const shuffled = [...contacts].sort(([one], [other]) => (one.slice(-12) < other.slice(-12) ? -1 : 1));
  const drawn: EventRef[][] = [];
  let left = MOST_SIMULATED;
  for (const [, own] of shuffled) {
    if (left < own.length && drawn.length > 0) break;
    left -= own.length;
    drawn.push(own.sort((one, other) => one.at.getTime() - other.at.getTime()));
  }
  return drawn;
}

function basisOf(events: number, simulated: number, days: number): string[] {
  const span = days === MONTH_DAYS ? "the last 30 days" : days === 1 ? "one day" : `the last ${days} days`;
  if (events === 0) return [`No event that starts it came in ${span}: there is nothing to tell a month by.`];
  const many = `${events === MOST_EVENTS ? "at least " : ""}${events.toLocaleString("en-US")}`;
  return [
    `From the ${many} real ${events === 1 ? "event" : "events"} of ${span}${days < MONTH_DAYS ? ", taken for a month" : ""}, gone through without sending anything.`,
    ...(simulated < events
      ? [
          `${simulated.toLocaleString("en-US")} of them were gone through, all of some contacts; the others are taken to be like them.`,
        ]
      : []),
    "With today's contact data and consents, and with what the contacts did afterwards.",
  ];
}

export type ActualCost = {
  /** When the version was published that is on. */
  since: Date;
  days: number;
  version: number;
  /** What was said at publishing, for so many days; null: no event had come by which to tell. */
  estimated: { milliTokens: number; p95: number; worst: number; events: number } | null;
  /** What it cost. */
  metered: { milliTokens: number; runs: number };
  words: string;
};

type ActualRow = {
  since: Date;
  version: number;
  estimated: boolean;
  events: number | null;
  days: number | null;
  expected: string | null;
  p95: string | null;
  worst: string | null;
  metered: number;
  runs: number;
};

/** The estimate that was made when the flow's version was published, against what its runs cost since. null: it was never published. */
export async function actualCost(workspaceId: WorkspaceId, flowId: string): Promise<ActualCost | null> {
  const { rows } = await pool().query<ActualRow>(
    `select v.created_at as since, v.number as version, e.version_id is not null as estimated, e.events, e.days, e.expected, e.p95, e.worst,
       coalesce(r.tokens, 0)::float8 as metered, coalesce(r.runs, 0)::int as runs
     from automation_flows f
       join flow_versions v on v.workspace_id = f.workspace_id and v.id = f.active_version_id
       left join flow_estimates e on e.workspace_id = v.workspace_id and e.version_id = v.id
       left join lateral (select sum(tokens) as tokens, count(*) as runs from flow_executions
         where workspace_id = f.workspace_id and flow_id = f.id and mode = 'live' and created_at >= v.created_at) r on true
     where f.workspace_id = $1 and f.id = $2`,
    [workspaceId, flowId],
  );
  const [row] = rows;
  if (!row) return null;
  const { since, version, metered, runs } = row;
  const days = Math.max(0, (now().getTime() - since.getTime()) / DAY_MS);
  const share = (month: string | null) => Math.round((Number(month ?? 0) * days) / MONTH_DAYS);
  const estimated =
    row.expected === null
      ? null
      : {
          ...{ milliTokens: share(row.expected), p95: share(row.p95), worst: share(row.worst) },
          events: Math.round(((row.events ?? 0) / (row.days ?? 1)) * days),
        };
  const words = estimated
    ? `Since version ${version} was published, against what was expected for as long.`
    : row.estimated
      ? `When version ${version} was published, no event had come by which to tell what it would cost.`
      : `What version ${version} would cost is being worked out; look again in a minute.`;
  return { since, days, version, estimated, metered: { milliTokens: metered, runs }, words };
}
