/** States of executor.items. */
export const STATE = { sleeping: 0, ready: 1, leased: 2, held: 3 } as const;

/**
 * call    the function is called: its start, or after a step
 * step    one step of several that were planned together
 * timer   a sleep
 * wait    a wait for an event
 * cancel  a watch for an event that ends the run
 */
export type ItemKind = "call" | "step" | "timer" | "wait" | "cancel";

/** The step id of an item of kind `call`. */
export const CALL = "";

/** A row to be inserted. */
export type NewItem = {
  run_id: string;
  step: string;
  kind: ItemKind;
  function_id: string;
  workspace: string;
  state: number;
  due_at: Date;
  attempt?: number;
  eager?: boolean;
  /** JSON text. */
  payload?: string;
  wait_event?: string | null;
  wait_key?: string | null;
  /** JSON text of what remains to be checked of the wait's expression. */
  wait_if?: string | null;
  slot?: string | null;
  slot_limit?: number | null;
};

/** How a list of new items is read from its JSON parameter, and which columns that fills. */
export const ITEM_RECORD =
  "run_id uuid, step text, kind text, function_id text, workspace text, state smallint, due_at timestamptz, attempt smallint, eager boolean, payload text, wait_event text, wait_key text, wait_if text, slot text, slot_limit int";
export const ITEM_COLUMNS =
  "run_id, step, kind, function_id, workspace, state, due_at, attempt, eager, payload, wait_event, wait_key, wait_if, slot, slot_limit";
export const itemValues = (of: string) =>
  `${of}.run_id, ${of}.step, ${of}.kind, ${of}.function_id, ${of}.workspace, ${of}.state, ${of}.due_at, coalesce(${of}.attempt, 0), coalesce(${of}.eager, false), ${of}.payload::json, ${of}.wait_event, ${of}.wait_key, ${of}.wait_if::json, ${of}.slot, ${of}.slot_limit`;

/** A result that a step has once and for all. */
export type Memo = { data: unknown } | { error: unknown };

/** What a run has behind it and before it between two calls. */
export type RunState = { memos: Record<string, Memo>; stack: string[]; open: OpenStep[] };

/** A step that was reported and is not finished. Nobody waits for an eager one: its siblings go on without it. */
export type OpenStep = { id: string; eager: boolean };

export const NEW_RUN: RunState = { memos: {}, stack: [], open: [] };

/** An item in this process's hands, with its run as it was when claimed. */
export type ClaimedItem = {
  runId: string;
  step: string;
  kind: ItemKind;
  functionId: string;
  workspace: string;
  attempt: number;
  eager: boolean;
  /** JSON text of the item's own event. */
  payload: string | null;
  slot: string | null;
  slotLimit: number | null;
  leaseOwner: number;
  /** JSON text of the event that started the run. */
  event: string;
  /** null: the run has no row yet. */
  version: number | null;
  state: RunState;
};
