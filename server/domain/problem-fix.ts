import { theClosest } from "./closest-names";
import type { FlowEdit } from "./flow-edit";
import type { Step } from "./step";

/** The one right way out of a problem, as ordinary edits that can be taken back. */
export type ProblemFix = {
  /** What the button says: a verb, and what it is about. */
  label: string;
  edits: readonly FlowEdit[];
};

/** The name that was surely meant by one that is not there. */
export function fixName(
  written: string,
  names: Iterable<string>,
  edit: (name: string) => FlowEdit | null,
): { fix?: ProblemFix } {
  const name = theClosest(written, names);
  const made = name === null ? null : edit(name);
  return name === null || made === null ? {} : { fix: { label: `Use “${name}”`, edits: [made] } };
}

/** A step's configuration with another name at `config.<key>`, which may be one of several. */
export function renamedInConfig(step: Step, field: string, from: string, to: string): FlowEdit | null {
  if (step.type !== "action" || !field.startsWith("config.")) return null;
  const key = field.slice("config.".length);
  const value = step.config[key];
  const isIt = (text: string) => text.trim() === from.trim();
  const replaced = Array.isArray(value)
    ? value.map((one) => (typeof one === "string" && isIt(one) ? to : one))
    : typeof value === "string"
      ? value
          .split(/([,;])/)
          .map((part) => (isIt(part) ? part.replace(part.trim(), () => to) : part))
          .join("")
      : undefined;
  if (replaced === undefined) return null;
  return { kind: "update_step", stepId: step.id, changes: { config: { ...step.config, [key]: replaced } } };
}
