"use client";

import { useEffect, useState } from "react";
import type { Condition } from "@/server/domain/condition";
import { useData } from "../data/data-context";
import { membersOf } from "./condition-edit";

type Evaluate = typeof import("@/server/domain/condition-evaluate")["evaluateCondition"];

/** Whether it holds for the sample. The same code decides in a run; it is loaded late. */
export function ConditionResult({ condition }: { condition: Condition }) {
  const { scope } = useData();
  const [evaluate, setEvaluate] = useState<{ evaluate: Evaluate } | null>(null);
  useEffect(() => {
    let gone = false;
    void import("@/server/domain/condition-evaluate").then((module) => {
      if (!gone) setEvaluate({ evaluate: module.evaluateCondition });
    });
    return () => {
      gone = true;
    };
  }, []);
  if (!evaluate || asksPlugin(condition)) return null;
  const holds = read(() => evaluate.evaluate(condition, scope));
  if (holds === null) return null;
  return (
    <span className="mt-1 block" data-holds={holds}>
      With the sample: <span className="font-medium text-ink">{holds ? "yes" : "no"}</span>
    </span>
  );
}

function asksPlugin(condition: Condition): boolean {
  return "condition_id" in condition || (membersOf(condition)?.some(asksPlugin) ?? false);
}

function read(question: () => boolean): boolean | null {
  try {
    return question();
  } catch {
    return null;
  }
}
