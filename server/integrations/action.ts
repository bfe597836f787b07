/**
 * What an action is. One action, one file: `server/integrations/<app>/actions/<key>.ts`.
 *
 * The zod `input` is the form: `.meta({ title, description, placeholder, widget })` on a field draws it in the builder.
 * The browser gets `toManifest(action)` (JSON Schema), never the module. Plugin actions arrive as the same manifest.
 */
import * as z from "zod";
import type { Tx } from "@/server/db/pool";
import { ActionError } from "@/server/domain/errors";
import type { Messaging } from "@/server/domain/messaging";
import type { UsageKind } from "@/server/domain/plans";
import type { SimulatedWaits } from "@/server/domain/simulate/simulated-action";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Connectable, OpenConnection } from "./connection";
import { prepareInput } from "./prepare-input";
import type { Simulated, SimulationFacts } from "./simulation-facts";

/**
 * none       no trace outside the step's output; repeated freely
 * internal   writes in our database only, through ctx.tx, in the transaction that records the step: exactly once
 * idempotent the receiver drops a repeat of ctx.idempotencyKey; repeated after a crash
 * once       not repeated when it was under way at a crash: the step fails `outcome_unknown` into its error branch
 */
export type Effect = "none" | "internal" | "idempotent" | "once";

/** What an action can be charged as; the prices are in server/domain/plans.ts. */
export type MeterKind = Exclude<UsageKind, "workflow_execution">;

export type ActionContext = {
  workspaceId: WorkspaceId;
  runId: string;
  stepId: string;
  iterationPath: string;
  /** runId:stepId:iteration — the same for every attempt of this step. */
  idempotencyKey: string;
  attempt: number;
  now: Date;
  /** Aborted at the step's timeout. */
  signal: AbortSignal;
  /** Set for effect `internal`: everything written through it commits with the step's record or not at all. */
  tx: Tx | null;
  contactId: string | null;
  timezone: string;
  mode: "live" | "test";
  /** What the step is connected to; absent or null: the sandbox. */
  connection?: OpenConnection | null;
};

export type ActionDefinition<Input extends z.ZodType = z.ZodType, Output = unknown> = {
  key: string;
  title: string;
  description: string;
  category: string;
  /** lucide icon name */
  icon: string;
  input: Input;
  /** Other keys under which documents name it. */
  alsoKnownAs?: string[];
  /** Extra field names of earlier documents: alias → field. */
  aliases?: Record<string, string>;
  /** Inputs taken from same-named data of the run when the step leaves them out. Default: all, under every name. */
  fill?: string[];
  sampleOutput: Output;
  /** What it can be connected to; `ctx.connection` is the step's, or the workspace's default. */
  connects?: Connectable;
  effect: Effect | ((input: z.output<Input>, connection: OpenConnection | null) => Effect);
  /** Charged once when the step succeeds. `units` defaults to 1. */
  meter?: {
    kind: MeterKind;
    units?: (output: Output) => number;
    describe: (input: z.output<Input>) => { to: string; message: string };
    /** Charged once for each of these keys instead: the minutes of a call. The step reserves the price of one. */
    keys?: (output: Output) => string[];
  };
  /**
   * Says whom it reaches and why: then the gate decides before it runs. null: this input reaches nobody, or the action
   * itself will say what is wrong with it.
   */
  messaging?: (input: z.output<Input>) => Messaging | null;
  /**
   * For effects outside of our database: what must be written before the call, in the transaction of the gate's decision
   * to send (`ctx.tx`). It comes again, under the same key, when the call is repeated.
   */
  intent?: (input: z.output<Input>, ctx: ActionContext) => Promise<void>;
  /**
   * Of a call with effect `once` that was under way at a crash: whether what was written down says that it was made; then
   * `run` is called again and only answers. Else it writes down that nobody knows, and the step fails `outcome_unknown`.
   */
  wasDone?: (input: z.output<Input>, ctx: ActionContext) => Promise<boolean>;
  /**
   * `run` only begins something: the step then waits for an event of this type whose payload has `match`, `longestMs` at
   * most, and `settle` makes its output of that event (null: none came) in the transaction of the step's record.
   */
  waits?: {
    eventType: string;
    match: (begun: Output) => Record<string, unknown>;
    longestMs: number;
    settle: (begun: Output, event: Record<string, unknown> | null, ctx: ActionContext) => Promise<Output>;
    /** In a dry run: how it ends where nothing else is said, and what `settle` makes of an end. */
    simulate: SimulatedWaits["usual"] & {
      settle: (begun: Output, event: Record<string, unknown> | null) => Output;
    };
  };
  /**
   * What it answers in a dry run, where the sample output with the input's own values would mislead. Pure: it reaches
   * nothing, and throws an ActionError where `run` would for the same input.
   */
  simulate?: (input: z.output<Input>, facts: SimulationFacts) => Simulated<Output>;
  /** For some inputs it is another action under this name: that one is checked, gated, charged and run instead. */
  delegate?: (input: z.output<Input>) => Delegation | null;
  run: (input: z.output<Input>, ctx: ActionContext) => Promise<Output>;
};

export type Delegation = { action: AnyAction; input: Record<string, unknown> };

/** The erased form that the registry and the engine hold: `run` parses what it is given. */
export type AnyAction = {
  key: string;
  alsoKnownAs?: string[];
  title: string;
  description: string;
  category: string;
  icon: string;
  inputSchema: Record<string, unknown>;
  /** Names under which run data may fill what a step leaves out. */
  fields: string[];
  aliases: Record<string, string>;
  sampleOutput: unknown;
  /** `by_input`: only `effect(input)` can tell. */
  declaredEffect: Effect | "by_input";
  /** Applies aliases, then checks. The field of a problem is the action's own name for it. */
  parse: (
    input: unknown,
  ) => { ok: true; value: unknown } | { ok: false; problems: { field: string; message: string }[] };
  connects?: Connectable;
  effect: (input: unknown, connection?: OpenConnection | null) => Effect;
  meter: null | {
    kind: MeterKind;
    units: (output: unknown) => number;
    describe: (input: unknown) => { to: string; message: string };
    keys?: (output: unknown) => string[];
  };
  messaging: ((input: unknown) => Messaging | null) | null;
  intent: ((input: unknown, ctx: ActionContext) => Promise<void>) | null;
  wasDone?: (input: unknown, ctx: ActionContext) => Promise<boolean>;
  waits?: {
    eventType: string;
    match: (begun: unknown) => Record<string, unknown>;
    longestMs: number;
    settle: (begun: unknown, event: Record<string, unknown> | null, ctx: ActionContext) => Promise<unknown>;
    simulate: SimulatedWaits["usual"] & {
      settle: (begun: unknown, event: Record<string, unknown> | null) => unknown;
    };
  };
  simulate?: (input: unknown, facts: SimulationFacts) => Simulated<unknown>;
  delegate?: (input: unknown) => Delegation | null;
  run: (input: unknown, ctx: ActionContext) => Promise<unknown>;
};

export function defineAction<Input extends z.ZodType, Output>(
  action: ActionDefinition<Input, Output>,
): AnyAction {
  const schema = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" });
  const { effect, meter, messaging, intent, wasDone, waits, simulate, delegate } = action;
  return {
    key: action.key,
    ...(action.alsoKnownAs && { alsoKnownAs: action.alsoKnownAs }),
    title: action.title,
    description: action.description,
    category: action.category,
    icon: action.icon,
    inputSchema: schema,
    fields: action.fill ?? [...Object.keys(schema.properties ?? {}), ...Object.keys(action.aliases ?? {})],
    aliases: action.aliases ?? {},
    sampleOutput: action.sampleOutput,
    ...(action.connects && { connects: action.connects }),
    declaredEffect: typeof effect === "function" ? "by_input" : effect,
    parse(input) {
      const parsed = action.input.safeParse(prepareInput(input, schema, action.aliases ?? {}));
      if (parsed.success) return { ok: true, value: parsed.data };
      return {
        ok: false,
        problems: parsed.error.issues.map((issue) => ({
          field: issue.path.join("."),
          message: issue.message,
        })),
      };
    },
    // `parse` gave these values their type; this is the one place where it is erased.
    effect: (input, connection = null) =>
      typeof effect === "function" ? effect(input as z.output<Input>, connection) : effect,
    meter: meter
      ? {
          kind: meter.kind,
          units: (output) => (meter.units ? meter.units(output as Output) : 1),
          describe: (input) => meter.describe(input as z.output<Input>),
          ...(meter.keys && { keys: (output: unknown) => meter.keys?.(output as Output) ?? [] }),
        }
      : null,
    messaging: messaging ? (input) => messaging(input as z.output<Input>) : null,
    intent: intent ? (input, ctx) => intent(input as z.output<Input>, ctx) : null,
    ...(wasDone && {
      wasDone: (input: unknown, ctx: ActionContext) => wasDone(input as z.output<Input>, ctx),
    }),
    ...(waits && {
      waits: {
        ...waits,
        match: (begun: unknown) => waits.match(begun as Output),
        settle: (begun: unknown, event: Record<string, unknown> | null, ctx: ActionContext) =>
          waits.settle(begun as Output, event, ctx),
        simulate: {
          ...waits.simulate,
          settle: (begun: unknown, event: Record<string, unknown> | null) =>
            waits.simulate.settle(begun as Output, event),
        },
      },
    }),
    ...(simulate && {
      simulate: (input: unknown, facts: SimulationFacts) => simulate(input as z.output<Input>, facts),
    }),
    ...(delegate && { delegate: (input: unknown) => delegate(input as z.output<Input>) }),
    run: (input, ctx) => action.run(input as z.output<Input>, ctx),
  };
}

/** The transaction of an action with effect `internal`. */
export function stepTransaction(ctx: ActionContext): Tx {
  if (!ctx.tx)
    throw new ActionError(
      "internal",
      "This action writes to the workspace and was run outside a transaction",
    );
  return ctx.tx;
}
