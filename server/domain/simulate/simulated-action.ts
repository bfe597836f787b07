import type { Messaging } from "../messaging";
import type { UsageKind } from "../plans";
import type { SimulatedContact, SimulatedMessage } from "./simulated-person";

/** What an action may know besides its input when it answers in a dry run. */
export type SimulatedFacts = {
  now: Date;
  /** Of the workspace. */
  timezone: string;
  runId: string;
  stepId: string;
  /** As {{contact.*}} shows it. */
  contact: Record<string, unknown> | null;
  /** What happened to the contact so far, from the event that started the flow on. */
  heard: readonly { type: string; payload: Record<string, unknown>; at: Date }[];
};

/** What an action answers in a dry run. It throws an ActionError where it would fail. */
export type SimulatedAnswer = {
  output: unknown;
  /** What the person would get. */
  message?: SimulatedMessage;
  /** The contact after it, where it changes something. */
  contact?: Record<string, unknown>;
  /** Others whom it brings into the run. */
  people?: readonly SimulatedContact[];
};

export type SimulatedParse = { action: SimulatedAction } & (
  | { ok: true; value: unknown }
  | { ok: false; problems: { field: string; message: string }[] }
);

/** An action without its effect: it checks its input as in a real run, and answers without reaching anything. */
export type SimulatedAction = {
  key: string;
  title: string;
  /** Inputs that data of the run may fill. */
  fields: readonly string[];
  aliases: Readonly<Record<string, string>>;
  /** Checked by the action that would run: this one, or the one it stands for with this input. */
  parse: (input: unknown) => SimulatedParse;
  effect: (input: unknown) => "none" | "internal" | "idempotent" | "once";
  messaging: ((input: unknown) => Messaging | null) | null;
  /** The lines of usage that it is charged with when it has succeeded. */
  charges: (output: unknown) => { kind: UsageKind; milliTokens: number }[];
  /** It only begins something: then it waits for the event that tells the end. */
  waits: SimulatedWaits | null;
  answer: (input: unknown, facts: SimulatedFacts) => SimulatedAnswer;
};

export type SimulatedWaits = {
  eventType: string;
  /** What the event's payload has. */
  match: (begun: unknown) => Record<string, unknown>;
  longestMs: number;
  /** How it ends where nothing else is said. */
  usual: { afterMs: number; event: Record<string, unknown> };
  /** null: no event came in all that time. */
  settle: (begun: unknown, event: Record<string, unknown> | null) => unknown;
};
