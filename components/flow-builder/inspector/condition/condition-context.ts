import { createContext, useContext } from "react";
import type { Condition } from "@/server/domain/condition";
import type { Joiner, Place } from "./condition-edit";

/** What the rules and groups of a condition can do to it. */
export type ConditionEditing = {
  readOnly: boolean;
  path: string;
  root: Condition;
  dragged: Place | null;
  setDragged: (place: Place | null) => void;
  change: (place: Place, next: Condition) => void;
  add: (place: Place, next: Condition) => void;
  remove: (place: Place) => void;
  mayRemove: (place: Place) => boolean;
  join: (place: Place, joiner: Joiner) => void;
  moveBy: (place: Place, by: 1 | -1) => void;
  /** Puts what is dragged in front of what stands there. */
  drop: (to: Place) => void;
};

export const ConditionContext = createContext<ConditionEditing | null>(null);

export function useConditionEditing(): ConditionEditing {
  const editing = useContext(ConditionContext);
  if (!editing) throw new Error("useConditionEditing needs a ConditionBuilder above it");
  return editing;
}
