import type { Snapshot } from "@/server/domain/edit-history";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";

export type SampleEvent = { id: string | null; type: string; payload: Record<string, unknown> };

export type SaveState = {
  state: "saved" | "unsaved" | "saving" | "offline" | "conflict";
  /** Of the draft that the server has, as far as is known here. */
  revision: number;
  at: Date | null;
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
  save: SaveState;
  /** The draft that the server has at `save.revision`: what a merge starts from. */
  saved: FlowDefinition;
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
  adopt: (definition: FlowDefinition, revision: number) => void;
  setSample: (sample: SampleEvent | null) => void;
  setOutputs: (outputs: ReadonlyMap<string, unknown>) => void;
  announce: (text: string) => void;
  /** Saves what is not saved yet. True: the server has everything; to be asked before publishing and testing. */
  saveNow: () => Promise<boolean>;
};
