import { PRICES, type UsageKind } from "../domain/plans";
import { stepUsageKey } from "../domain/usage";
import { findAction } from "../integrations/registry";

export type ChargedStep = {
  runId: string;
  stepId: string;
  path: string;
  actionType: string | null;
  output: unknown;
  milliTokens: number;
};

export type LostCharge = { key: string; kind: UsageKind; milliTokens: number; microDollars: number };

/** The records that a step's charge would have: under the keys it gave them, so that none is written a second time. */
export function lostCharges(step: ChargedStep): LostCharge[] {
  const meter = step.actionType === null ? undefined : findAction(step.actionType)?.meter;
  if (!meter) return [];
  const keys = keysOf(meter.keys, step.output) ?? [
    stepUsageKey(step.runId, step.stepId, step.path, meter.kind),
  ];
  const milliTokens = Math.floor(step.milliTokens / keys.length);
  const price = PRICES[meter.kind];
  return keys.map((key) => ({
    ...{ key, kind: meter.kind, milliTokens },
    microDollars: Math.round((price.microDollars * milliTokens) / price.milliTokens),
  }));
}

/** An output that is kept apart, or no longer, names no keys. */
function keysOf(keys: ((output: unknown) => string[]) | undefined, output: unknown): string[] | null {
  if (!keys || typeof output !== "object" || output === null) return null;
  const found = keys(output);
  return found.length > 0 ? found : null;
}
