import type { Step } from "@/server/domain/step";

/** The hue of a step's icon: what kind of thing it does. */
export type StepFamily = "trigger" | "action" | "message" | "logic" | "wait" | "code" | "error";

export function stepFamily(step: Step): StepFamily {
  switch (step.type) {
    case "action":
      if (MESSAGE.test(step.action_id)) return "message";
      return AI.test(step.action_id) ? "code" : "action";
    case "delay":
    case "wait_for_event":
    case "approval":
      return "wait";
    case "code":
      return "code";
    case "end":
      return step.outcome === "failed" ? "error" : "logic";
    default:
      return "logic";
  }
}

/** The icon's tile: a tint behind, ink in front. */
export const FAMILY_TILE: Record<StepFamily, string> = {
  trigger: "bg-trigger-soft text-trigger",
  action: "bg-action-soft text-action",
  message: "bg-message-soft text-message",
  logic: "bg-logic-soft text-logic",
  wait: "bg-wait-soft text-wait",
  code: "bg-code-soft text-code",
  error: "bg-error-soft text-error",
};

/** The same hues where only a colour is wanted. */
export const FAMILY_COLOUR: Record<StepFamily, string> = {
  trigger: "var(--emerald)",
  action: "var(--accent-ink)",
  message: "var(--teal)",
  logic: "var(--slate)",
  wait: "var(--violet)",
  code: "var(--fuchsia)",
  error: "var(--rose)",
};

const MESSAGE = /sms|email|mail|call|slack|notification|message|survey|review_request/;
const AI = /(^|_)ai(_|$)|sentiment|score|transcri|generate_text/;
