import type { Messaging } from "../messaging";
import type { UsageKind } from "../plans";
import type { SimulatedMessage } from "./simulation";

/** What an action may know besides its input when it answers in a dry run. */
export type SimulatedFacts = {
  now: Date;
  /** Of the workspace. */
  timezone: string;
  runId: string;
  stepId: string;
  contact: Record<string, unknown> | null;
};

export type SimulatedParse =
  | { ok: true; value: unknown; action: SimulatedAction }
  | { ok: false; problems: { field: string; message: string }[]; action: SimulatedAction };

/** An action without its effect: it checks its input as in a real run, and answers without reaching anything. */
export type SimulatedAction = {
  key: string;
  title: string;
  category: string;
  /** Inputs that data of the run may fill. */
  fields: readonly string[];
  aliases: Readonly<Record<string, string>>;
  /** Checked by the action that would run: this one, or the one it stands for with this input. */
  parse: (input: unknown) => SimulatedParse;
  effect: (input: unknown) => "none" | "internal" | "idempotent" | "once";
  messaging: ((input: unknown) => Messaging | null) | null;
  /** What it is charged as when it has succeeded, per line of usage. */
  charges: (output: unknown) => { kind: UsageKind; milliTokens: number }[];
  /** It only begins something, and settles at an event with `match` in its payload, or without one after `longestMs`. */
  waits: null | {
    eventType: string;
    match: (begun: unknown) => Record<string, unknown>;
    longestMs: number;
    settle: (begun: unknown, event: Record<string, unknown> | null) => unknown;
  };
  answer: (input: unknown, facts: SimulatedFacts) => unknown;
  /** What the person would get. */
  message: ((input: unknown, facts: SimulatedFacts) => SimulatedMessage | null) | null;
};
