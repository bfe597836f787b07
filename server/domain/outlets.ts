import type { Step } from "./step";

export type OutletKind = "normal" | "error" | "body";

/** One way out of a step, as its type declares it. */
export type StepOutlet = {
  /** Recorded on the StepRun when this way is taken: success, error, true, case:<id>, branch:<index> … */
  outlet: string;
  /** Where the target is written in the step: on_true, cases.0.target. Null: it cannot be written (only the catch-all leads out). */
  field: string | null;
  label: string;
  kind: OutletKind;
  /** As written; undefined where the step is silent. */
  target: string | undefined;
};

/** Every way out of a step, in the order in which they are drawn. */
export function outletsOf(step: Step): StepOutlet[] {
  switch (step.type) {
    case "condition":
      return [
        way("true", "on_true", "yes", step.on_true),
        way("false", "on_false", "no", step.on_false),
        silentError,
      ];
    case "action":
    case "sub_flow":
    case "code":
      return [success(step.on_success), error(step.on_error)];
    case "delay":
    case "set_variables":
      return [success(step.on_success), silentError];
    case "join":
      return [success(step.on_success)];
    case "wait_for_event":
      return [
        way("event", "on_event", "it happened", step.on_event),
        ...timeout(step.timeout, step.on_timeout),
        silentError,
      ];
    case "approval":
      return [
        way("approved", "on_approved", "approved", step.on_approved),
        way("rejected", "on_rejected", "rejected", step.on_rejected),
        ...timeout(step.timeout, step.on_timeout),
        silentError,
      ];
    case "branch":
      return [
        ...step.cases.map((one, index) =>
          way(`case:${one.id}`, `cases.${index}.target`, one.name ?? `case ${index + 1}`, one.target),
        ),
        way("default", "on_default", "otherwise", step.on_default),
        silentError,
      ];
    case "parallel":
      return step.branches.map((one, index) =>
        way(`branch:${index}`, `branches.${index}.target`, one.name ?? `branch ${index + 1}`, one.target),
      );
    case "for_each":
      return [
        { outlet: "body", field: "body", label: "each item", kind: "body", target: step.body },
        way("success", "on_success", "when done", step.on_success),
        error(step.on_error),
      ];
    case "end":
      return [];
  }
}

/** The way that "goes on": success, yes, the first branch. */
export const mainOutlet = (step: Step): string | undefined =>
  outletsOf(step).find(({ kind }) => kind === "normal")?.outlet;

const way = (outlet: string, field: string, label: string, target: string | undefined): StepOutlet => ({
  outlet,
  field,
  label,
  kind: "normal",
  target,
});

const success = (target: string | undefined) => way("success", "on_success", "", target);

const error = (target: string | undefined): StepOutlet => ({
  outlet: "error",
  field: "on_error",
  label: "on error",
  kind: "error",
  target,
});

/** A step that can fail but has no on_error of its own. */
const silentError: StepOutlet = {
  outlet: "error",
  field: null,
  label: "on error",
  kind: "error",
  target: undefined,
};

/** Without a time limit there is no such way, unless somebody drew it. */
const timeout = (limit: unknown, target: string | undefined): StepOutlet[] =>
  limit !== undefined || target !== undefined ? [way("timeout", "on_timeout", "not in time", target)] : [];
