import { PRICES } from "../domain/plans";
import type { StepPrice } from "../domain/simulate/path-prices";
import type { ActionStep } from "../domain/step";
import type { AnyAction } from "./action";

/** What a step costs when it succeeds, by the channel that stands in it where its action has several; null: nothing. */
export function actionPrice(step: ActionStep, named: AnyAction | null): StepPrice | null {
  const { channel } = step.config;
  const chosen = typeof channel === "string" && !channel.includes("{{") ? { channel } : {};
  const parsed = named?.delegate ? named.parse({ message: "…", ...chosen }) : null;
  const action = (parsed?.ok && named?.delegate?.(parsed.value)?.action) || named;
  if (!action?.meter) return null;
  const { kind, units, keys } = action.meter;
  const { milliTokens } = PRICES[kind];
  if (keys) return { milliTokens, each: "minute" };
  const sample = typeof action.sampleOutput === "object" && action.sampleOutput ? action.sampleOutput : {};
  const count = units({ ...sample, ...chosen });
  return count > 0 ? { milliTokens: milliTokens * count, each: null } : null;
}
