import { type ContactIdentity, contactFromPayload } from "../contact-key";
import type { FlowDefinition } from "../flow";
import type { KnownRun } from "../known-run";
import { PRICES, type UsageKind } from "../plans";
import type { StepRef } from "../run";
import type { ActionStep, StepType } from "../step";
import type { WaitTerms } from "../wait-terms";
import { contactOfPayload } from "./contact-of-payload";
import type { SimulatedAction } from "./simulated-action";
import type {
  Happening,
  SentMessage,
  SimulatedContact,
  Simulation,
  SimulationWorld,
  TraceEntry,
} from "./simulation";

/** A happening at its time. */
export type Planned = { at: Date; happening: Happening };

/** Something that happened to the contact. */
export type Heard = { id: string; at: Date; type: string; payload: Record<string, unknown> };

/** A dry run under way: everything that its runs share. */
export type Scene = {
  world: SimulationWorld;
  /** The virtual clock. */
  at: Date;
  /** Whom the event is about; what happens, happens to them. */
  person: SimulatedContact | null;
  /** Children before the run that waits for them. */
  runs: SimulatedRun[];
  /** Address → whose it is, of other people. */
  others: Map<string, SimulatedContact>;
  /** The event that started the flow. */
  start: { type: string; payload: Record<string, unknown>; at: Date };
  /** To come, in order. */
  planned: Planned[];
  heard: Heard[];
  sent: (SentMessage & { to: SimulatedContact | null; address: string; key: string })[];
  trace: TraceEntry[];
  happened: Simulation["happened"];
  byKind: Record<UsageKind, number>;
};

/** Waits for an event. `usual`: how an action's wait ends by itself. */
export type OpenWait = WaitTerms & {
  ofAction: boolean;
  event: Heard | null;
  usual: { at: Date; event: Record<string, unknown> } | null;
};

export type SimulatedCall = {
  ref: StepRef;
  step: ActionStep;
  action: SimulatedAction;
  input: unknown;
  attempt: number;
  gate?: NonNullable<TraceEntry["gate"]>;
  /** It ends what an earlier call began. */
  settled?: { output: unknown };
};

export type SimulatedRun = KnownRun & {
  name: string;
  /** Stands before the paths of its steps in the trace. */
  prefix: string;
  depth: number;
  parent: { run: SimulatedRun; ref: StepRef } | null;
  person: SimulatedContact | null;
  waits: Map<string, OpenWait>;
  /** Begun, and not done yet. */
  calls: SimulatedCall[];
  /** How often a step failed as it was told to. */
  failed: Map<string, number>;
  /** When the gate held a step first. */
  heldSince: Map<string, Date>;
  /** Final records of steps inside loops: what loops give out is read from them. */
  inLoops: { stepId: string; path: string; type: StepType; status: TraceEntry["status"]; output: unknown }[];
  /** The earliest moment at which something is due by itself. */
  wakeAt: Date | null;
  over: { outcome: "completed" | "failed" | "cancelled"; reason: string | null; error: string | null } | null;
};

type Begin = {
  id: string;
  name: string;
  payload: Record<string, unknown>;
  timezone: string;
  person: SimulatedContact | null;
  parent?: SimulatedRun["parent"];
};

export function beginRun(definition: FlowDefinition, begin: Begin): SimulatedRun {
  const { parent = null, person } = begin;
  const place = parent && `${parent.ref.stepId}${parent.ref.path === "" ? "" : `#${parent.ref.path}`}/`;
  return {
    run: { id: begin.id, payload: begin.payload },
    definition,
    facts: { timezone: begin.timezone },
    contact: person && fieldsOf(person),
    steps: new Map(),
    variables: { ...definition.variables },
    frames: new Map(),
    name: begin.name,
    prefix: parent ? `${parent.run.prefix}${place}` : "",
    depth: parent ? parent.run.depth + 1 : 0,
    parent,
    person,
    waits: new Map(),
    calls: [],
    failed: new Map(),
    heldSince: new Map(),
    inLoops: [],
    wakeAt: null,
    over: null,
  };
}

/** An execution is charged as such, that of a sub-flow as well. */
export const chargeRun = ({ byKind }: Scene): void => {
  byKind.workflow_execution += PRICES.workflow_execution.milliTokens;
};

const fieldsOf = ({ fields, timezone }: SimulatedContact): Record<string, unknown> => ({
  ...fields,
  ...(timezone !== null && { timezone }),
});

/** What a step did to the contact, the next one reads. */
export function changeContact(scene: Scene, run: SimulatedRun, fields: Record<string, unknown>): void {
  const { person } = run;
  if (!person) return;
  person.fields = fields;
  if (typeof fields.timezone === "string") person.timezone = fields.timezone;
  for (const other of scene.runs) if (other.person === person) other.contact = fieldsOf(person);
}

/** Whom data is about: the one who is known already, where it names nobody else. */
export function personOf(
  known: SimulatedContact | null,
  type: string,
  payload: Record<string, unknown>,
  at: Date,
): SimulatedContact | null {
  const identity = contactFromPayload(payload);
  if (identity.keys.length === 0 || (known && isSamePerson(known, identity))) return known;
  return contactOfPayload(type, payload, at);
}

function isSamePerson({ fields }: SimulatedContact, { email, phone, externalId }: ContactIdentity): boolean {
  const own = (value: string | undefined, ...names: string[]) =>
    value !== undefined && names.some((name) => fields[name] === value);
  return own(externalId, "id", "external_id", "customer_id") || own(email, "email") || own(phone, "phone");
}
