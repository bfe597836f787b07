import { counted } from "@/server/domain/counted";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { TRIGGER } from "@/server/domain/flow-graph";
import { outletsOf } from "@/server/domain/outlets";
import { stepTitle } from "@/server/domain/step-title";

/** What an edit did, as it is announced and as Undo names it: “Send SMS added after Wait”. */
export function editWords(before: FlowDefinition, edits: readonly FlowEdit[]): string {
  const [first, ...others] = edits;
  if (!first) return "Nothing changed";
  const words = wordsOf(before, first);
  return others.length === 0 || others.every(({ kind }) => kind === first.kind || FOLLOWS.has(kind))
    ? words
    : `${words}, and ${others.length} more ${others.length === 1 ? "change" : "changes"}`;
}

/** Edits that only go with others. */
const FOLLOWS = new Set<FlowEdit["kind"]>(["move", "connect", "remove_note"]);

function wordsOf(before: FlowDefinition, edit: FlowEdit): string {
  const name = (id: string) => nameOf(before, id);
  switch (edit.kind) {
    case "set_trigger":
      return "Start changed";
    case "add_step":
      return `${stepTitle(edit.step)} added${where(before, edit)}`;
    case "add_handler":
      return `${stepTitle(edit.step)} added as error handler${edit.from ? ` of ${name(edit.from)}` : ""}`;
    case "insert_steps": {
      const { steps, handlers, notes } = edit.fragment;
      const [only, ...others] = [...steps, ...handlers];
      if (!only) return `${counted(notes.length, "note")} added`;
      return `${others.length === 0 ? stepTitle(only) : counted(others.length + 1, "step")} added${where(before, edit)}`;
    }
    case "update_step":
      return `${name(edit.stepId)} changed`;
    case "remove_step":
    case "remove_handler":
      return `${name(edit.stepId)} removed`;
    case "remove_steps": {
      const [only = "", ...others] = edit.stepIds;
      return `${others.length === 0 ? name(only) : counted(edit.stepIds.length, "step")} removed`;
    }
    case "move_step":
      return `${name(edit.stepId)} moved${where(before, edit)}`;
    case "add_case":
      return `Case added to ${name(edit.stepId)}`;
    case "remove_case":
      return `Case removed from ${name(edit.stepId)}`;
    case "add_branch":
      return `Branch added to ${name(edit.stepId)}`;
    case "remove_branch":
      return `Branch removed from ${name(edit.stepId)}`;
    case "replace_text":
      return `“${edit.find}” replaced by “${edit.replace}”`;
    case "correct_reference":
      return `“${edit.from}” is “${edit.to}”`;
    case "rename_step_id":
      return `${name(edit.stepId)} has the id ${edit.newId}`;
    case "connect":
      return `${name(edit.from)} leads to ${name(edit.to)}`;
    case "disconnect":
      return `${name(edit.from)} disconnected`;
    case "set_variable":
      return `Variable ${edit.name} set`;
    case "remove_variable":
      return `Variable ${edit.name} removed`;
    case "set_variables":
      return "Variables changed";
    case "set_settings":
      return "Settings changed";
    case "move":
      return Object.keys(edit.positions).length === 1
        ? `${name(Object.keys(edit.positions)[0] ?? "")} moved`
        : `${counted(Object.keys(edit.positions).length, "step")} moved`;
    case "tidy":
      return "Canvas tidied up";
    case "add_note":
      return "Note added";
    case "update_note":
      return "Note changed";
    case "remove_note":
      return "Note removed";
    case "replace":
      return "Flow replaced";
  }
}

type Place = {
  after?: { stepId: string; outlet?: string | undefined } | undefined;
  before?: string | undefined;
};

/** “ after Wait 2 days”, “ after Check a condition, yes”, “ before Send SMS”. */
function where(definition: FlowDefinition, { after, before }: Place): string {
  if (before !== undefined) return ` before ${nameOf(definition, before)}`;
  if (!after) return "";
  const step = stepOf(definition, after.stepId);
  const way = step && outletsOf(step).find(({ outlet }) => outlet === after.outlet);
  return ` after ${nameOf(definition, after.stepId)}${way?.label ? `, ${way.label}` : ""}`;
}

function nameOf(definition: FlowDefinition, id: string): string {
  if (id === TRIGGER) return "the start";
  if (id === "end") return "the end";
  const step = stepOf(definition, id);
  return step ? stepTitle(step) : id;
}

const stepOf = (definition: FlowDefinition, id: string) =>
  definition.steps.find((step) => step.id === id) ?? definition.error_handlers.find((step) => step.id === id);
