import { PLANS, planKeys } from "@/server/domain/plans";
import { cheapestPlan, monthlyBill } from "./monthly-bill";
import { PlanColumn } from "./plan-column";

/** The plans beside what a month with so many milli-tokens costs on each. */
export function PlanColumns({ milliTokens }: { milliTokens: number }) {
  const best = cheapestPlan(milliTokens);
  return (
    <ul className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {planKeys.map((key) => (
        <PlanColumn
          key={key}
          plan={PLANS[key]}
          bill={monthlyBill(PLANS[key], milliTokens)}
          best={key === best}
        />
      ))}
    </ul>
  );
}
