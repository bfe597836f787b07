import type { Snapshot } from "@/server/domain/edit-history";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import type { Advice, Problem } from "@/server/domain/problem";
import type { Step } from "@/server/domain/step";

/** Problems stand against publishing (structure) or warn (catalogue); advice is the linter's. */
export type BuilderProblem = Problem | Advice;

export type SampleEvent = { id: string | null; type: string; payload: Record<string, unknown> };

export type SaveState = {
  state: "saved" | "unsaved" | "saving" | "offline" | "conflict";
  /** Of the draft that the server has, as far as is known here. */
  revision: number;
  at: Date | null;
  /** Why the server will not take the draft, in words; null: nothing stands against it. */
  problem: string | null;
};

export type EditManner = {
  /** What was done, in words; made from the edit when absent. */
  label?: string | undefined;
  /** Edits under one key that follow each other within a second are one undo: typing. */
  merge?: string | undefined;
  /** What is selected afterwards. */
  select?: readonly string[] | undefined;
};

export type PastePlace =
  | { x: number; y: number }
  | { after: { stepId: string; outlet?: string | undefined } };

/** Everything that is open in the builder. View state that a link should carry stands in the URL instead. */
export type BuilderState = {
  flowId: string;
  /** Of this page, so that it knows its own saves. */
  clientId: string;
  readOnly: boolean;
  /** The working draft. It changes through edit, undo, redo and adopt only. */
  definition: FlowDefinition;
  past: readonly Snapshot[];
  future: readonly Snapshot[];
  /** Ids of steps, TRIGGER, or `note:<id>`. */
  selection: readonly string[];
  /** The event that previews are made from. */
  sample: SampleEvent | null;
  /** What steps put out in the last test run, or would put out. */
  outputs: ReadonlyMap<string, unknown>;
  /** Those steps as they were when they were tested. */
  tested: ReadonlyMap<string, Step>;
  /** Ids of those that are set up otherwise since. */
  stale: ReadonlySet<string>;
  save: SaveState;
  /** The draft that the server has at `save.revision`: what a merge starts from. */
  saved: FlowDefinition;
  /** What stands against the working draft, a moment after each edit. */
  problems: readonly BuilderProblem[];
  /** The same by step id; a list stays the same object while its problems do. */
  problemsOf: ReadonlyMap<string, readonly BuilderProblem[]>;
  /** What was last done, for screen readers. The number tells the same words apart. */
  announcement: { text: string; number: number };

  /** Many edits are one undo. False: refused, and said in a toast. */
  edit: (edits: FlowEdit | readonly FlowEdit[], how?: EditManner) => boolean;
  undo: () => void;
  redo: () => void;
  select: (ids: readonly string[], how?: "set" | "toggle" | "add") => void;
  /** The selection as text for the clipboard; "" when there is nothing to copy. */
  copy: () => string;
  cut: () => string;
  paste: (text: string, at?: PastePlace) => boolean;
  duplicate: () => void;
  remove: () => void;
  /** Takes in the draft as somebody else saved it; what is not saved here stays. */
  adopt: (definition: FlowDefinition, revision: number, by?: string) => void;
  /** Edits of an earlier visit that were never saved, made again: one undo. */
  recover: (definition: FlowDefinition) => void;
  setProblems: (problems: readonly BuilderProblem[]) => void;
  setSample: (sample: SampleEvent | null) => void;
  /** `tested`: the steps that put them out, as they were then. */
  setOutputs: (outputs: ReadonlyMap<string, unknown>, tested?: ReadonlyMap<string, Step>) => void;
  announce: (text: string) => void;
  /** Saves what is not saved yet. True: the server has everything; to be asked before publishing and testing. */
  saveNow: () => Promise<boolean>;
};
