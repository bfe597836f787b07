/**
 * The words of a dry run: what it starts from, the world it runs in, and what it tells. Everything is a value; nothing
 * of a world reaches outside. docs/decisions/dry-run.md says how it relates to a real run.
 */
import type { Condition } from "../condition";
import type { Duration } from "../duration";
import type { StepError } from "../errors";
import type { FlowDefinition } from "../flow";
import type { GateRule } from "../gate";
import type { MessageChannel } from "../messaging";
import type { UsageKind } from "../plans";
import type { StepStatus } from "../run";
import type { SendingRules } from "../sending-rules";
import type { ActionStep } from "../step";
import type { SimulatedAction } from "./simulated-action";
import type { SimulatedContact, SimulatedMessage } from "./simulated-person";

export type { SimulatedContact, SimulatedMessage } from "./simulated-person";

export type SimulationStart = {
  event: { type: string; payload: Record<string, unknown>; source?: string };
  at: Date;
  /** Whose event it is; null: nobody's. */
  contact: SimulatedContact | null;
};

/** “What if”: something that happens to the contact while the flow runs, counted from the start. */
export type Happening =
  | { after: Duration; kind: "event"; type: string; payload: Record<string, unknown> }
  | { after: Duration; kind: "opt_out"; channel: MessageChannel };

/** A step that fails, so many times or always, although its input is fine. */
export type Fault = { stepId: string; times: number | "always"; error: StepError };

/** A message that somebody got before, for the caps. */
export type SentMessage = {
  at: Date;
  channel: MessageChannel;
  /** It counts for the caps (domain/messaging.ts). */
  counts: boolean;
  /** This flow sent it. */
  byFlow: boolean;
};

/** Another flow of the workspace, as a sub_flow step finds it; or why it cannot be started. */
export type SimulatedFlow = { name: string; definition: FlowDefinition } | { problem: string };

export type SimulationWorld = {
  /** The workspace's zone. */
  timezone: string;
  rules: SendingRules;
  /** The action that a step means. null: it is not installed. */
  action: (step: ActionStep) => SimulatedAction | null;
  /** Outputs of steps (by id) to answer with instead: of a test run, or of the real one. */
  recorded?: ReadonlyMap<string, unknown>;
  flow: (id: string) => SimulatedFlow;
  happenings: readonly Happening[];
  faults: readonly Fault[];
  /** Earlier messages to the contact. */
  sent?: readonly SentMessage[];
  /** Address → whose it is, of people other than the event's. */
  others?: ReadonlyMap<string, SimulatedContact>;
  /** Address → why nothing goes there. */
  suppressed?: ReadonlyMap<string, string>;
  /** What a plugin says to its condition; left out: that it holds. */
  pluginCondition?: (
    rule: Extract<Condition, { condition_id: string }>,
    data: Record<string, unknown>,
  ) => boolean;
  /** The spread of retry times, 0..1: in the middle when left out, at random in a real run. */
  jitter?: number;
  /** The trigger's own event types and filter are asked first; false: it starts whatever happens, as by hand. */
  asksTrigger?: boolean;
  /** It stops there, still waiting; left out: 400 days after the start. */
  until?: Date;
  /** It stops after so many records of steps; left out: 50,000. */
  most?: number;
};

export type TraceEntry = {
  at: Date;
  stepId: string;
  /** "" outside of loops, "3.17" is item 17 inside item 3; of a sub-flow's step: "<step>/" before it. */
  path: string;
  status: StepStatus;
  outlet: string | null;
  attempt: number;
  wakeAt: Date | null;
  input?: unknown;
  output?: unknown;
  error?: StepError;
  message?: SimulatedMessage;
  gate?: {
    verdict: "send" | "hold" | "skip";
    rule: GateRule | "clear";
    detail: string;
    until?: Date;
  };
  milliTokens: number;
  /** Why it costs nothing: skipped, retry, gate, failed. */
  tokenNote: string | null;
};

export type Simulation = {
  /** Every record of a step, in order: a step that waits or is tried again stands there more than once. */
  trace: TraceEntry[];
  /** What the “what if” brought, and what came of it. */
  happened: { at: Date; kind: Happening["kind"]; words: string }[];
  end: {
    outcome: "completed" | "failed" | "cancelled" | "not_started" | "unfinished";
    reason: string | null;
    at: Date;
  };
  milliTokens: number;
  byKind: Record<UsageKind, number>;
};
