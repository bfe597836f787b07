import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDate } from "@/components/ui/format-time";
import { Progress } from "@/components/ui/progress";
import { useHydrated } from "@/components/ui/use-hydrated";
import { counted } from "@/server/domain/counted";
import { PLANS } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";
import { CancelPlan } from "./cancel-plan";
import { OpenPortal } from "./open-portal";
import { planPrice, planTokens } from "./plan-price";
import { ResumePlan } from "./resume-plan";
import { usedTone } from "./used-tone";

/** What the workspace is on, until when, and the way out of it. */
export function CurrentPlan({ overview }: { overview: BillingOverview }) {
  const { timezone: timeZone } = useWorkspace();
  const { terms, subscription, canManage } = overview;
  const trial = terms.key === "trial";
  return (
    <Card title="Plan">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold text-2xl tracking-tight">{overview.planName}</span>
        <span className="text-base text-muted">{planPrice(terms)}</span>
        <PlanState overview={overview} />
      </p>
      <dl className="mt-4 grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name="Included">{planTokens(terms)}</Fact>
        <Used trial={trial} />
        <Fact name="Limits">
          {counted(terms.maxWorkflows, "active flow")}, {counted(terms.maxAgents, "voice agent")}
        </Fact>
        <NextInvoice overview={overview} />
      </dl>
      {canManage && subscription ? (
        <div className="mt-4 flex flex-wrap gap-2">
          {subscription.cancelAt || subscription.pendingPlan ? <ResumePlan overview={overview} /> : null}
          <OpenPortal />
          {subscription.cancelAt ? null : <CancelPlan overview={overview} />}
        </div>
      ) : null}
      {subscription && !subscription.cancelAt ? (
        <p className="mt-3 max-w-[75ch] text-muted text-xs">
          Cancelled, it stays until {formatDate(subscription.currentPeriodEnd, { timeZone })}, the end of what
          is paid for. Then the workspace is on the trial, and nothing of it is deleted.
        </p>
      ) : null}
    </Card>
  );
}

function Used({ trial }: { trial: boolean }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const hydrated = useHydrated();
  const query = useQuery(trpc.stats.tokens.queryOptions({ workspace }, { staleTime: 30_000 }));
  const data = hydrated ? query.data : undefined;
  const [used, of] = [data?.usedMilliTokens ?? 0, data?.includedMilliTokens ?? 0];
  return (
    <Fact name={trial ? "Used" : "Used this period"}>
      <span className="flex items-center gap-2">
        <span>{data ? <TokenAmount milliTokens={used} /> : "–"}</span>
        <Progress
          label="Tokens used of the included ones"
          value={used}
          max={of}
          tone={usedTone(used, of)}
          className="max-w-24 flex-1"
        />
      </span>
    </Fact>
  );
}

function PlanState({ overview: { custom, status, subscription } }: { overview: BillingOverview }) {
  return (
    <>
      {custom ? <Badge tone="outline">Your own terms</Badge> : null}
      {status === "past_due" ? <Badge tone="amber">Payment overdue</Badge> : null}
      {status === "restricted" ? <Badge tone="red">Restricted</Badge> : null}
      {status === "ok" && subscription?.cancelAt ? <Badge tone="amber">Ends soon</Badge> : null}
    </>
  );
}

function NextInvoice({ overview: { configured, subscription, plan } }: { overview: BillingOverview }) {
  const { timezone: timeZone } = useWorkspace();
  if (!subscription)
    return (
      <Fact name="Next invoice">
        {configured && plan === "trial" ? "None: the trial is free" : "None: nothing is charged"}
      </Fact>
    );
  const { cancelAt, currentPeriodEnd, pendingPlan } = subscription;
  if (cancelAt)
    return (
      <Fact name="Ends">
        {formatDate(cancelAt, { timeZone })}, with a last invoice for what went over the included tokens
      </Fact>
    );
  return (
    <Fact name="Next invoice">
      {formatDate(currentPeriodEnd, { timeZone })}
      {pendingPlan ? `, for ${PLANS[pendingPlan].name}` : ""}
    </Fact>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-muted text-xs">{name}</dt>
    <dd className="mt-0.5">{children}</dd>
  </div>
);
