import { correctReference } from "./correct-reference";
import { addBranch, addCase, removeBranch, removeCase } from "./edit-branches";
import { insertFragment } from "./edit-fragment";
import { addHandler, addStep, connect, disconnect, findStep, removeSteps, updateStep } from "./edit-steps";
import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import type { FlowEdit } from "./flow-edit";
import type { FlowFragment } from "./flow-fragment";
import { TRIGGER } from "./flow-graph";
import { settingsSchema } from "./flow-settings";
import { mapFlowTexts } from "./flow-texts";
import { moveStep } from "./move-step";
import { renameStep } from "./rename-step";
import { replaceInFlow } from "./replace-in-flow";

/**
 * The only way to change a definition. The old one stays as it is, and what did not change is shared with the new one;
 * so undo is a list of definitions. An edit that makes no sense is an AppError `invalid`.
 */
export function applyEdit(definition: FlowDefinition, edit: FlowEdit): FlowDefinition {
  switch (edit.kind) {
    case "set_trigger":
      return { ...definition, trigger: edit.trigger };
    case "add_step":
      return placed(addStep(definition, edit), edit.step.id, edit.position);
    case "add_handler":
      return placed(addHandler(definition, edit), edit.step.id, edit.position);
    case "update_step":
      return updateStep(definition, edit);
    case "remove_step":
    case "remove_handler":
      return removeSteps(definition, [edit.stepId]);
    case "remove_steps":
      return removeSteps(definition, edit.stepIds);
    case "insert_steps":
      return insertFragment(withFragmentLayout(definition, edit.fragment), edit.fragment, edit.after);
    case "move_step":
      return moveStep(definition, edit.stepId, edit);
    case "add_case":
      return addCase(definition, edit.stepId, edit.case, edit.at);
    case "remove_case":
      return removeCase(definition, edit.stepId, edit.caseId, edit.withSteps);
    case "add_branch":
      return addBranch(definition, edit.stepId, edit);
    case "remove_branch":
      return removeBranch(definition, edit.stepId, edit.index, edit.withSteps);
    case "replace_text":
      return replaceInFlow(definition, edit.find, edit.replace, edit);
    case "correct_reference":
      return mapFlowTexts(definition, (text, stepId, field) =>
        stepId === edit.stepId && field === edit.field ? correctReference(text, edit.from, edit.to) : text,
      );
    case "rename_step_id":
      return renameStep(definition, edit.stepId, edit.newId);
    case "connect":
      return connect(definition, edit);
    case "disconnect":
      return disconnect(definition, edit);
    case "set_variable":
      return { ...definition, variables: { ...definition.variables, [edit.name]: edit.value } };
    case "remove_variable": {
      const { [edit.name]: _removed, ...variables } = definition.variables;
      return { ...definition, variables };
    }
    case "set_variables":
      return { ...definition, variables: edit.variables };
    case "set_settings":
      return { ...definition, settings: withSettings(definition, edit.settings) };
    case "move":
      for (const stepId of Object.keys(edit.positions)) if (stepId !== TRIGGER) findStep(definition, stepId);
      return withLayout(definition, ({ positions, notes }) => ({
        positions: { ...positions, ...edit.positions },
        notes,
      }));
    case "tidy":
      return withLayout(definition, ({ notes }) => ({ positions: {}, notes }));
    case "add_note":
      return withLayout(definition, ({ positions, notes }) => ({
        positions,
        notes: [...notes.filter(({ id }) => id !== edit.note.id), edit.note],
      }));
    case "update_note":
      return changeNote(definition, edit.noteId, (note) => [{ ...note, ...edit.changes }]);
    case "remove_note":
      return changeNote(definition, edit.noteId, () => []);
    case "replace":
      return edit.definition;
  }
}

type Layout = NonNullable<FlowDefinition["layout"]>;
type Note = Layout["notes"][number];

const EMPTY: Layout = { positions: {}, notes: [] };

const withLayout = (definition: FlowDefinition, change: (layout: Layout) => Layout): FlowDefinition => ({
  ...definition,
  layout: change(definition.layout ?? EMPTY),
});

const placed = (
  definition: FlowDefinition,
  stepId: string,
  position: { x: number; y: number } | undefined,
): FlowDefinition =>
  position
    ? withLayout(definition, ({ positions, notes }) => ({
        positions: { ...positions, [stepId]: position },
        notes,
      }))
    : definition;

const withFragmentLayout = (definition: FlowDefinition, fragment: FlowFragment): FlowDefinition =>
  fragment.notes.length === 0 && Object.keys(fragment.layout).length === 0
    ? definition
    : withLayout(definition, ({ positions, notes }) => ({
        positions: { ...positions, ...fragment.layout },
        notes: [...notes, ...fragment.notes],
      }));

function changeNote(
  definition: FlowDefinition,
  noteId: string,
  change: (note: Note) => Note[],
): FlowDefinition {
  if (!definition.layout?.notes.some(({ id }) => id === noteId)) {
    throw new AppError("invalid", "This note is not there any more. Reload the page.");
  }
  return withLayout(definition, ({ positions, notes }) => ({
    positions,
    notes: notes.flatMap((note) => (note.id === noteId ? change(note) : [note])),
  }));
}

function withSettings(
  definition: FlowDefinition,
  changes: Record<string, unknown>,
): FlowDefinition["settings"] {
  const merged = Object.fromEntries(
    Object.entries({ ...definition.settings, ...changes }).filter(([, value]) => value !== null),
  );
  const parsed = settingsSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: `settings.${path.map(String).join(".")}`,
    message,
  }));
  throw new AppError(
    "invalid",
    `The settings would not be right: ${problems[0]?.field} ${problems[0]?.message}.`,
    { problems },
  );
}
