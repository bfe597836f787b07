import { formatNumber } from "@/components/ui/format-number";
import { counted } from "@/server/domain/counted";
import type { Plan } from "@/server/domain/plans";
import { planPrice, planTokens, tokenPrice } from "./plan-price";

type PlanFact = { name: string; text: string };

/** What a plan gives, in the order in which plans are compared. */
function planFacts(plan: Plan): PlanFact[] {
  const over = tokenPrice(plan);
  return [
    { name: "Price", text: planPrice(plan) },
    { name: "Included", text: planTokens(plan) },
    { name: "Active flows", text: formatNumber(plan.maxWorkflows) },
    { name: "Voice agents on duty", text: formatNumber(plan.maxAgents) },
    { name: "Tokens over", text: over === null ? "None: runs are held" : `${over} each, if you allow it` },
    { name: "Run history", text: counted(plan.runDays, "day") },
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
