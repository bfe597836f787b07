import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Card } from "@/components/ui/card";
import { PLANS, type PlanKey, planKeys } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";
import { ChangePlanDialog } from "./change-plan-dialog";
import { planHint } from "./plan-hint";
import { PlanOption } from "./plan-option";

/** The four plans side by side, the current one marked, each with what changing to it would mean. */
export function PlanChooser({ overview }: { overview: BillingOverview }) {
  const [chosen, setChosen] = useState<PlanKey | null>(null);
  const { timezone } = useWorkspace();
  const { plan, terms, configured } = overview;
  const hint = planHint(overview, timezone);
  return (
    <Card
      title="Plans"
      description={
        configured
          ? "An upgrade begins as soon as it is paid; a downgrade with the next period."
          : "No payment is configured: a plan switches at once, without a charge."
      }
      flush
    >
      <ul className="grid gap-px bg-line sm:grid-cols-2 xl:grid-cols-4">
        {planKeys.map((key) => (
          <PlanOption
            key={key}
            plan={key === plan ? terms : PLANS[key]}
            overview={overview}
            onChoose={() => setChosen(key)}
          />
        ))}
      </ul>
      {hint ? <p className="border-line border-t px-4 py-2.5 text-muted text-xs">{hint}</p> : null}
      {chosen ? <ChangePlanDialog overview={overview} plan={chosen} onClose={() => setChosen(null)} /> : null}
    </Card>
  );
}
