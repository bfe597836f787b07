import { createStore } from "zustand/vanilla";
import { toast } from "@/components/ui/toast";
import { copySteps, readClipboard } from "@/server/domain/clipboard";
import { applyEdit } from "@/server/domain/edit";
import { newHistory, recordEdit, redoEdit, undoEdit } from "@/server/domain/edit-history";
import { AppError } from "@/server/domain/errors";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { fragmentAt, freshFragment, shiftFragment, takeFragment } from "@/server/domain/flow-fragment";
import { TRIGGER } from "@/server/domain/flow-graph";
import { mainOutlet } from "@/server/domain/outlets";
import type { BuilderState, PastePlace } from "./builder-state";
import { editWords } from "./edit-words";

type Flow = { id: string; draft: FlowDefinition; draftRevision: number; updatedAt: Date };
export type BuilderStore = ReturnType<typeof createBuilderStore>;

/** The working draft of one flow with its history. One per open builder. */
export function createBuilderStore(flow: Flow, how: { readOnly: boolean; shown?: FlowDefinition | undefined }) {
  const start = how.shown ?? flow.draft;
  return createStore<BuilderState>()((set, get) => {
    const announce = (text: string) =>
      set(({ announcement }) => ({ announcement: { text, number: announcement.number + 1 } }));

    /** A definition that took the place of another: nothing stays selected that is not there any more. */
    const show = (definition: FlowDefinition, selection: readonly string[] = get().selection) => {
      const kept = selection.filter((id) => isThere(definition, id));
      const unchanged = kept.length === get().selection.length && kept.every((id, at) => id === get().selection[at]);
      const { saved, save } = get();
      set({
        definition,
        ...(!unchanged && { selection: kept }),
        ...(save.state === "saved" && definition !== saved && { save: { ...save, state: "unsaved" as const } }),
      });
    };

    const edit: BuilderState["edit"] = (edits, { label, merge, select } = {}) => {
      const state = get();
      if (state.readOnly) return refused("You can look at this flow, but not change it.");
      const list: readonly FlowEdit[] = "kind" in edits ? [edits] : edits;
      try {
        const definition = list.reduce(applyEdit, state.definition);
        if (definition === state.definition) {
          if (select) state.select(select);
          return true;
        }
        const words = label ?? editWords(state.definition, list);
        const { past, future } = recordEdit(state, definition, { label: words, at: Date.now(), merge });
        set({ past, future });
        show(definition, select);
        if (merge === undefined) announce(words);
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
      const turned = (direction === "undo" ? undoEdit : redoEdit)(state, reapply);
      set({ past: turned.past, future: turned.future });
      show(turned.definition);
      announce(`${direction === "undo" ? "Undone" : "Done again"}: ${snapshot.label}`);
    };

    const paste = (text: string, at?: PastePlace): boolean => {
      const { definition, selection, readOnly } = get();
      if (readOnly) return refused("You can look at this flow, but not change it.");
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
      const { definition, selection } = get();
      const steps = selection.filter((id) => id !== TRIGGER && !id.startsWith("note:"));
      const notes = selection.filter((id) => id.startsWith("note:"));
      const edits: FlowEdit[] = notes.map((id) => ({ kind: "remove_note", noteId: id.slice(5) }));
      if (steps.length > 0) edits.unshift({ kind: "remove_steps", stepIds: steps });
      if (edits.length > 0) edit(edits, { select: [] });
      else if (selection.length > 0 && definition === get().definition)
        refused("A flow always has its start. Change how it starts instead.");
    };

    const copy = () => {
      const { definition, selection } = get();
      const text = copySteps(definition, selection);
      if (text !== "") announce(`${countOf(selection)} copied`);
      return text;
    };

    return {
      flowId: flow.id,
      readOnly: how.readOnly,
      ...newHistory(start),
      selection: [],
      sample: null,
      outputs: new Map(),
      save: { state: "saved", revision: flow.draftRevision, at: flow.updatedAt },
      saved: start,
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
              : [...selection.filter((id) => !known.includes(id)), ...known.filter((id) => !selection.includes(id))];
        if (next.length !== selection.length || next.some((id, at) => id !== selection[at]))
          set({ selection: next });
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
      adopt: (definition, revision) => {
        const { save } = get();
        if (revision <= save.revision) return;
        set({ saved: definition, save: { state: "saved", revision, at: new Date() } });
        show(definition);
      },
      setSample: (sample) => set({ sample }),
      setOutputs: (outputs) => set({ outputs }),
      announce,
      saveNow: async () => get().save.state === "saved",
    };
  });
}

/** So far from the original a copy stands that is not put on an arrow. */
const ASIDE = { x: 40, y: 40 };

const reapply = (_from: FlowDefinition, to: FlowDefinition): FlowDefinition => to;

function refused(message: string): false {
  toast.error(message);
  return false;
}

function isThere(definition: FlowDefinition, id: string): boolean {
  if (id === TRIGGER) return true;
  if (id.startsWith("note:")) return definition.layout?.notes.some((note) => `note:${note.id}` === id) ?? false;
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
