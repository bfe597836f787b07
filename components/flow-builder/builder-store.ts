import { createStore } from "zustand/vanilla";
import { toast } from "@/components/ui/toast";
import { copySteps, readClipboard } from "@/server/domain/clipboard";
import { applyEdit } from "@/server/domain/edit";
import {
  type EditHistory,
  newHistory,
  recordEdit,
  redoEdit,
  type Snapshot,
  undoEdit,
} from "@/server/domain/edit-history";
import { AppError } from "@/server/domain/errors";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { fragmentAt, freshFragment, shiftFragment, takeFragment } from "@/server/domain/flow-fragment";
import { TRIGGER } from "@/server/domain/flow-graph";
import { mergeDefinitions } from "@/server/domain/merge";
import { mainOutlet } from "@/server/domain/outlets";
import { renameStep } from "@/server/domain/rename-step";
import { sameValue } from "@/server/domain/same-value";
import type { BuilderProblem, BuilderState, PastePlace, SaveState } from "./builder-state";
import { conflictWords } from "./conflict-words";
import { editWords } from "./edit-words";
import { newClientId } from "./new-client-id";

type Flow = { id: string; draft: FlowDefinition; draftRevision: number; updatedAt: Date };
export type BuilderStore = ReturnType<typeof createBuilderStore>;

/** The working draft of one flow with its history. One per open builder. */
export function createBuilderStore(
  flow: Flow,
  how: { readOnly: boolean; shown?: FlowDefinition | undefined },
) {
  const start = how.shown ?? flow.draft;
  return createStore<BuilderState>()((set, get) => {
    const said = (text: string) => ({ announcement: { text, number: get().announcement.number + 1 } });
    const announce = (text: string) => set(said(text));

    /**
     * A definition that took the place of another: nothing stays selected that is not there any more. One change of the
     * store, with its words: everybody who listens to it is asked once for each edit.
     */
    const show = (
      { definition, past, future }: EditHistory,
      words: string | null,
      wanted: readonly string[] = get().selection,
    ) => {
      const { saved, save, selection } = get();
      const kept = wanted.filter((id) => isThere(definition, id));
      set({
        ...{ definition, past, future },
        ...(!sameList(kept, selection) && { selection: kept }),
        save: saveAfter(save, definition === saved),
        ...(words !== null && said(words)),
      });
    };

    const edit: BuilderState["edit"] = (edits, { label, merge, select } = {}) => {
      const state = get();
      if (state.readOnly) return refused(READ_ONLY);
      const list = isOne(edits) ? [edits] : edits;
      try {
        const definition = list.reduce((before, one) => applyEdit(before, one), state.definition);
        if (sameValue(definition, state.definition)) {
          if (select) state.select(select);
          return true;
        }
        const words = label ?? editWords(state.definition, list);
        const history = recordEdit(state, definition, { label: words, at: Date.now(), merge });
        show(history, merge === undefined ? words : null, select);
        return true;
      } catch (error) {
        if (error instanceof AppError) return refused(error.message);
        throw error;
      }
    };

    const turn = (direction: "undo" | "redo") => {
      const state = get();
      const snapshot = (direction === "undo" ? state.past : state.future).at(-1);
      if (state.readOnly || !snapshot) return;
      const history = (direction === "undo" ? undoEdit : redoEdit)(state, reapply);
      show(history, `${direction === "undo" ? "Undone" : "Done again"}: ${snapshot.label}`);
    };

    const paste = (text: string, at?: PastePlace): boolean => {
      const { definition, selection, readOnly } = get();
      if (readOnly) return refused(READ_ONLY);
      const pasted = readClipboard(text);
      if (!pasted.ok) return refused(pasted.message);
      const fresh = freshFragment(definition, pasted.fragment);
      const only = selection.length === 1 ? selection[0] : undefined;
      const place = at ?? (only === undefined ? undefined : followable(definition, only));
      const after = place && "after" in place ? place.after : undefined;
      const fragment =
        place && "x" in place
          ? fragmentAt(fresh, place)
          : { ...shiftFragment(fresh, ASIDE), ...(after && { layout: {} }) };
      return edit({ kind: "insert_steps", fragment, after }, { select: idsOf(fragment) });
    };

    const remove = () => {
      const { selection } = get();
      const steps = selection.filter((id) => id !== TRIGGER && !id.startsWith("note:"));
      const notes = selection.filter((id) => id.startsWith("note:"));
      const edits: FlowEdit[] = notes.map((id) => ({ kind: "remove_note", noteId: id.slice(5) }));
      if (steps.length > 0) edits.unshift({ kind: "remove_steps", stepIds: steps });
      if (edits.length > 0) edit(edits, { select: [] });
      else if (selection.length > 0) refused("A flow always has its start. Change how it starts instead.");
    };

    const copy = () => {
      const { definition, selection } = get();
      const text = copySteps(definition, selection);
      if (text !== "") announce(`${countOf(selection)} copied`);
      return text;
    };

    return {
      flowId: flow.id,
      clientId: newClientId(),
      readOnly: how.readOnly,
      ...newHistory(start),
      selection: [],
      sample: null,
      outputs: new Map(),
      tested: new Map(),
      stale: new Set(),
      save: { state: "saved", revision: flow.draftRevision, at: flow.updatedAt, problem: null },
      saved: start,
      problems: [],
      problemsOf: new Map(),
      announcement: { text: "", number: 0 },
      edit,
      undo: () => turn("undo"),
      redo: () => turn("redo"),
      select: (ids, manner = "set") => {
        const { selection, definition } = get();
        const known = [...new Set(ids)].filter((id) => isThere(definition, id));
        const next =
          manner === "set"
            ? known
            : manner === "add"
              ? [...new Set([...selection, ...known])]
              : [
                  ...selection.filter((id) => !known.includes(id)),
                  ...known.filter((id) => !selection.includes(id)),
                ];
        if (!sameList(next, selection)) set({ selection: next });
      },
      copy,
      cut: () => {
        const text = copy();
        if (text !== "" && !get().readOnly) remove();
        return text;
      },
      paste,
      duplicate: () => {
        const { definition, selection } = get();
        const taken = takeFragment(definition, selection);
        const fresh = shiftFragment(freshFragment(definition, taken), ASIDE);
        if (idsOf(fresh).length === 0) return;
        const only = taken.steps.length === 1 && taken.handlers.length === 0 ? taken.steps[0] : undefined;
        const place = only && followable(definition, only.id);
        edit(
          { kind: "insert_steps", fragment: place ? { ...fresh, layout: {} } : fresh, after: place?.after },
          { select: idsOf(fresh), label: `${countOf(selection)} duplicated` },
        );
      },
      remove,
      adopt: (theirs, revision, by) => {
        const { save, saved, definition, past, future, selection, readOnly } = get();
        if (revision <= save.revision) return;
        const merged = mergeDefinitions(saved, definition, theirs);
        const clean = readOnly || sameValue(merged.definition, theirs);
        const next = clean && !sameValue(merged.definition, definition) ? theirs : merged.definition;
        const rename = (list: readonly Snapshot[]) => list.map((one) => renamedIn(one, merged.renamed));
        const conflicting = merged.conflicts.length > 0;
        // What lost against mine is one undo away.
        const lost = conflicting && mergeDefinitions(saved, theirs, definition).definition;
        const label = conflictWords(next, merged.conflicts, by);
        const before = merged.renamed.size > 0 ? rename(past) : past;
        set({
          saved: clean ? next : theirs,
          save: {
            state: clean ? "saved" : conflicting ? "conflict" : "unsaved",
            revision,
            at: new Date(),
            problem: null,
          },
          definition: next,
          past: lost
            ? [...before, { definition: lost, opposite: next, label, at: Date.now(), merge: null }]
            : before,
          ...(merged.renamed.size > 0 && { future: rename(future) }),
          selection: selection.map((id) => merged.renamed.get(id) ?? id).filter((id) => isThere(next, id)),
        });
        if (!lost) return;
        announce(label);
        toast.info(label, {
          description: "Your version stands. Undo takes the other one.",
          undo: () => {
            if (get().definition === next) get().undo();
          },
        });
      },
      recover: (definition) => {
        const state = get();
        if (state.readOnly || sameValue(definition, state.definition)) return;
        const label = "Unsaved changes brought back";
        show(recordEdit(state, definition, { label, at: Date.now() }), label);
      },
      setProblems: (problems) => {
        const known = get().problemsOf;
        const grouped = new Map<string, BuilderProblem[]>();
        for (const problem of problems) {
          if (problem.stepId === null) continue;
          const list = grouped.get(problem.stepId);
          if (list) list.push(problem);
          else grouped.set(problem.stepId, [problem]);
        }
        const problemsOf = new Map<string, readonly BuilderProblem[]>();
        for (const [id, list] of grouped) {
          const before = known.get(id);
          problemsOf.set(id, before && sameValue(before, list) ? before : list);
        }
        set({ problems, problemsOf });
      },
      setSample: (sample) => set({ sample }),
      setOutputs: (outputs, tested = new Map()) => set({ outputs, tested }),
      announce,
      saveNow: async () => get().save.state === "saved",
    };
  });
}

/** So far from the original a copy stands that is not put on an arrow. */
const ASIDE = { x: 40, y: 40 };

const READ_ONLY = "You can look at this flow, but not change it.";

/** Where somebody else has changed the flow since, only the one change is taken back. */
const reapply = (from: FlowDefinition, to: FlowDefinition, now: FlowDefinition): FlowDefinition =>
  mergeDefinitions(from, to, now).definition;

function refused(message: string): false {
  toast.error(message);
  return false;
}

const isOne = (edits: FlowEdit | readonly FlowEdit[]): edits is FlowEdit => "kind" in edits;

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at]);

/** An edit may give back exactly what the server has. */
function saveAfter(save: SaveState, same: boolean): SaveState {
  if (same) return save.state === "unsaved" || save.state === "conflict" ? { ...save, state: "saved" } : save;
  return save.state === "saved" ? { ...save, state: "unsaved" } : save;
}

function renamedIn(snapshot: Snapshot, names: ReadonlyMap<string, string>): Snapshot {
  const rename = (definition: FlowDefinition) =>
    [...names].reduce(
      (result, [id, name]) =>
        isThere(result, id) && !isThere(result, name) ? renameStep(result, id, name) : result,
      definition,
    );
  return { ...snapshot, definition: rename(snapshot.definition), opposite: rename(snapshot.opposite) };
}

function isThere(definition: FlowDefinition, id: string): boolean {
  if (id === TRIGGER) return true;
  if (id.startsWith("note:"))
    return definition.layout?.notes.some((note) => `note:${note.id}` === id) ?? false;
  return [...definition.steps, ...definition.error_handlers].some((step) => step.id === id);
}

/** The usual way out of a step or the trigger, for what is put behind it. */
function followable(definition: FlowDefinition, id: string): { after: { stepId: string } } | undefined {
  if (id === TRIGGER) return { after: { stepId: id } };
  const step = [...definition.steps, ...definition.error_handlers].find((one) => one.id === id);
  return step && mainOutlet(step) !== undefined ? { after: { stepId: id } } : undefined;
}

const idsOf = ({ steps, handlers, notes }: ReturnType<typeof takeFragment>): string[] => [
  ...[...steps, ...handlers].map(({ id }) => id),
  ...notes.map(({ id }) => `note:${id}`),
];

const countOf = (selection: readonly string[]): string => {
  const things = selection.filter((id) => id !== TRIGGER).length;
  return things === 1 ? "One step" : `${things} steps`;
};
