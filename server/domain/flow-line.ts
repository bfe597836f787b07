import type { TextPart } from "./text-part";

/** One line of a flow told in plain words. Lines that are deeper belong to the last one above that is not. */
export type FlowLine = {
  depth: number;
  kind: "when" | "if" | "wait" | "do" | "each" | "error" | "stop";
  /** The word that it begins with: When, If, Wait, Then, Otherwise … */
  lead: string;
  parts: TextPart[];
  /** The step that it tells of; null: the start, or a rule of the whole flow. */
  stepId: string | null;
};
