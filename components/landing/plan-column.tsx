import { Check } from "lucide-react";
import { shortMoney } from "@/components/billing/plan-price";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { counted } from "@/server/domain/counted";
import type { Plan } from "@/server/domain/plans";
import type { MonthlyBill } from "./monthly-bill";

type PlanColumnProps = { plan: Plan; bill: MonthlyBill | null; best: boolean };

export function PlanColumn({ plan, bill, best }: PlanColumnProps) {
  const included = formatNumber(plan.includedMilliTokens / 1000);
  const per1000 =
    plan.overageMicroDollars === null ? null : formatMoney(plan.overageMicroDollars * 1_000_000);
  const facts = [
    plan.key === "trial" ? `${included} tokens, once` : `${included} tokens a month`,
    counted(plan.maxWorkflows, "active flow"),
    `${counted(plan.maxAgents, "voice agent")}, members without limit`,
    per1000 ? `${per1000} per 1,000 tokens over, if you allow it` : "Holds runs when tokens end",
    `Runs kept for ${counted(plan.runDays, "day")}`,
  ];
  return (
    <li
      className={cn(
        "flex flex-col rounded-xl border bg-surface p-5",
        best ? "border-accent outline-1 outline-accent" : "border-line",
      )}
    >
      <div className="flex h-6 items-center justify-between gap-2">
        <h3 className="font-semibold text-lg">{plan.name}</h3>
        {best ? <Badge tone="accent">Costs least</Badge> : null}
      </div>
      <p className="mt-2 font-semibold text-2xl">{shortMoney(plan.priceMicroDollars)}</p>
      <p className="text-base text-muted">{terms(plan)}</p>
      <ul className="mt-4 flex flex-1 flex-col gap-2 text-base text-muted">
        {facts.map((fact) => (
          <li key={fact} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />
            {fact}
          </li>
        ))}
      </ul>
      <p className="mt-5 flex justify-between gap-2 border-line border-t pt-3 text-base">
        <span className="text-muted">Your month</span>
        <span className="font-semibold tabular-nums">
          {bill === null ? "Too small" : shortMoney(bill.totalCents * MICRO_OF_CENT)}
        </span>
      </p>
    </li>
  );
}

const terms = ({ key, customPricing }: Plan) =>
  key === "trial" ? "No card" : customPricing ? "a month, or by agreement" : "a month";

const MICRO_OF_CENT = 10_000;
