import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatDate } from "@/components/ui/format-time";
import { counted } from "@/server/domain/counted";
import type { Plan } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";
import { planTokens, shortMoney, tokenPrice } from "./plan-price";
import { planVerb } from "./plan-verb";

type PlanOptionProps = { plan: Plan; overview: BillingOverview; onChoose: () => void };

/** One plan: what it costs and gives, and the button that leads to it. */
export function PlanOption({ plan, overview, onChoose }: PlanOptionProps) {
  const { timezone: timeZone } = useWorkspace();
  const { subscription } = overview;
  const current = plan.key === overview.plan;
  const pending = subscription?.pendingPlan === plan.key;
  const verb = planVerb(plan.key, overview);
  const over = tokenPrice(plan);
  const facts = [
    planTokens(plan),
    counted(plan.maxWorkflows, "active flow"),
    counted(plan.maxAgents, "voice agent"),
    over === null ? "No tokens over" : `${over} a token over`,
    `Runs kept ${counted(plan.runDays, "day")}`,
  ];
  return (
    <li
      aria-current={current || undefined}
      className={cn("flex min-w-0 flex-col gap-1 bg-surface p-4", current && "bg-accent-soft")}
    >
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{plan.name}</h3>
        {current ? <Badge tone="accent">Current</Badge> : null}
        {pending && subscription ? (
          <Badge tone="violet">From {formatDate(subscription.currentPeriodEnd, { timeZone })}</Badge>
        ) : null}
      </div>
      <p>
        <span className="font-semibold text-xl tracking-tight">
          {plan.key === "trial" ? "Free" : shortMoney(plan.priceMicroDollars)}
        </span>
        {plan.key === "trial" ? null : <span className="text-muted"> a month</span>}
      </p>
      <ul className="mt-1 mb-3 flex flex-1 flex-col gap-1 text-muted">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {verb ? (
        <Button onClick={onChoose}>
          {verb}
          <span className="sr-only"> to {plan.name}</span>
        </Button>
      ) : null}
    </li>
  );
}
