import type { FlowDefinition } from "./flow";

/**
 * One change that can be taken back. Definitions share what they have in common, so a long history costs little.
 * Saving never touches it.
 */
export type Snapshot = {
  /** What comes back: the state before the change where it was made, the state after it where it was taken back. */
  definition: FlowDefinition;
  /** The other side of the change. */
  opposite: FlowDefinition;
  /** What was done, in words. */
  label: string;
  at: number;
  /** Changes under one key that follow each other at once are one: typing. */
  merge: string | null;
};

export type EditHistory = {
  definition: FlowDefinition;
  past: readonly Snapshot[];
  future: readonly Snapshot[];
};

/** Changes under one key no longer apart than this are taken back together. */
const JOIN_MS = 1_000;

export const newHistory = (definition: FlowDefinition): EditHistory => ({ definition, past: [], future: [] });

/** The history with one more change; what had been taken back is forgotten. */
export function recordEdit(
  { definition: before, past, future }: EditHistory,
  definition: FlowDefinition,
  { label, at, merge = null }: { label: string; at: number; merge?: string | null | undefined },
): EditHistory {
  const last = past.at(-1);
  const joins = merge !== null && future.length === 0 && last?.merge === merge && at - last.at <= JOIN_MS;
  const snapshot =
    joins && last && last.opposite === before
      ? { ...last, opposite: definition, label, at }
      : { definition: before, opposite: definition, label, at, merge };
  const kept = snapshot.definition === before ? past : past.slice(0, -1);
  return { definition, past: [...kept, snapshot], future: [] };
}

/** What a change gives where others have changed the flow since: only the change itself is taken back or made again. */
export type Reapply = (from: FlowDefinition, to: FlowDefinition, now: FlowDefinition) => FlowDefinition;

export function undoEdit(history: EditHistory, reapply: Reapply): EditHistory {
  const last = history.past.at(-1);
  if (!last) return history;
  return {
    definition: turned(last, history.definition, reapply),
    past: history.past.slice(0, -1),
    future: [...history.future, flipped(last)],
  };
}

export function redoEdit(history: EditHistory, reapply: Reapply): EditHistory {
  const next = history.future.at(-1);
  if (!next) return history;
  return {
    definition: turned(next, history.definition, reapply),
    past: [...history.past, flipped(next)],
    future: history.future.slice(0, -1),
  };
}

const turned = ({ definition, opposite }: Snapshot, now: FlowDefinition, reapply: Reapply): FlowDefinition =>
  now === opposite ? definition : reapply(opposite, definition, now);

const flipped = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  definition: snapshot.opposite,
  opposite: snapshot.definition,
  merge: null,
});
