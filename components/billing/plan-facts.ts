import { formatNumber } from "@/components/ui/format-number";
import type { Plan } from "@/server/domain/plans";
import { planPrice, tokenPrice } from "./plan-price";

export type PlanFact = { name: string; text: string };

/** What a plan gives, in the order in which plans are compared. */
export function planFacts(plan: Plan): PlanFact[] {
  const tokens = formatNumber(plan.includedMilliTokens / 1000, 3);
  const over = tokenPrice(plan);
  return [
    { name: "Price", text: plan.key === "trial" ? "Free" : `${planPrice(plan)} a month` },
    { name: "Included", text: `${tokens} tokens ${plan.key === "trial" ? "once" : "a month"}` },
    { name: "Active flows", text: formatNumber(plan.maxWorkflows) },
    { name: "Voice agents on duty", text: formatNumber(plan.maxAgents) },
    { name: "Tokens over", text: over === null ? "None: runs are held" : `${over} each, if you allow it` },
    { name: "Run history", text: `${formatNumber(plan.runDays)} days` },
  ];
}

/** Those facts in which two plans differ. */
export function planDifferences(from: Plan, to: Plan): (PlanFact & { before: string })[] {
  const before = planFacts(from);
  return planFacts(to).flatMap((fact, index) => {
    const was = before[index]?.text ?? "";
    return was === fact.text ? [] : [{ ...fact, before: was }];
  });
}
