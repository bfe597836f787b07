"use client";

import { useRef, useState } from "react";
import type { Condition } from "@/server/domain/condition";
import { describeCondition } from "@/server/domain/describe-condition";
import { StepSentence } from "../../step-sentence";
import { AddRule } from "./add-rule";
import { ConditionContext, type ConditionEditing } from "./condition-context";
import {
  addAt,
  membersOf,
  moveBy,
  moveTo,
  type Place,
  removeAt,
  replaceAt,
  setJoiner,
} from "./condition-edit";
import { ConditionGroup } from "./condition-group";
import { ConditionResult } from "./condition-result";
import { ConditionRule } from "./condition-rule";

type ConditionBuilderProps = {
  /** Null: everything passes. */
  condition: Condition | null;
  /** Null only where `optional`. */
  onChange: (condition: Condition | null) => void;
  /** Where it is written in the step, for its problems: condition, cases.0.condition. */
  path: string;
  /** It may be left out, as a filter. */
  optional?: boolean;
  readOnly: boolean;
};

/** Questions about the data, joined by and / or, in groups. Below them the same as a sentence. */
export function ConditionBuilder({
  condition,
  onChange,
  path,
  optional = false,
  readOnly,
}: ConditionBuilderProps) {
  const root = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Place | null>(null);
  if (!condition)
    return readOnly ? (
      <p className="text-muted">Everything passes.</p>
    ) : (
      <AddRule label="Add a filter" onAdd={(rule) => onChange(rule)} />
    );
  const focusMoved = (place: Place) =>
    requestAnimationFrame(() => {
      const handle = root.current?.querySelector(`[data-handle="${place.join(".")}"]`);
      if (handle instanceof HTMLElement) handle.focus();
    });
  const settle = (result: { condition: Condition; place: Place }) => {
    onChange(result.condition);
    focusMoved(result.place);
  };
  const editing: ConditionEditing = {
    readOnly,
    path,
    dragged,
    root: condition,
    setDragged,
    change: (place, next) => onChange(replaceAt(condition, place, () => next)),
    add: (place, next) => onChange(addAt(condition, place, next)),
    remove: (place) => onChange(removeAt(condition, place)),
    join: (place, joiner) => onChange(setJoiner(condition, place, joiner)),
    moveBy: (place, by) => settle(moveBy(condition, place, by)),
    drop: (to) => {
      if (dragged) settle(moveTo(condition, dragged, to));
      setDragged(null);
    },
    mayRemove: (place) =>
      optional || place.length > 0 ? removeAt(condition, place) !== null || optional : false,
  };
  return (
    <ConditionContext value={editing}>
      <div ref={root} className="flex flex-col gap-2">
        {membersOf(condition) ? (
          <ConditionGroup group={condition} place={[]} />
        ) : (
          <ConditionRule rule={condition} place={[]} />
        )}
        {membersOf(condition) || readOnly ? null : (
          <AddRule label="And also" onAdd={(rule) => onChange(addAt(condition, [], rule))} />
        )}
        <p className="break-words rounded-md bg-sunken px-2.5 py-1.5 text-muted text-xs">
          If <StepSentence parts={describeCondition(condition)} />
          <ConditionResult condition={condition} />
        </p>
      </div>
    </ConditionContext>
  );
}
