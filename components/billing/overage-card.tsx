import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { Progress } from "@/components/ui/progress";
import { Switch } from "@/components/ui/switch";
import type { BillingOverview } from "./billing-types";
import { OverageDialog } from "./overage-dialog";
import { overageSpent } from "./overage-spent";
import { tokenPrice } from "./plan-price";
import { tokensFor } from "./tokens-for";
import { useOverage } from "./use-overage";
import { usedTone } from "./used-tone";

/** Whether runs go on when the included tokens are used up, and up to what amount. */
export function OverageCard({ overview }: { overview: BillingOverview }) {
  const [asking, setAsking] = useState(false);
  const { overage, terms, planName, status, canManage } = overview;
  const { set, pending } = useOverage(overage);
  const price = tokenPrice(terms);
  if (price === null)
    return (
      <Card title="Overage">
        <p className="max-w-[70ch] text-muted">
          {planName} has none: when its tokens are used up, runs with priced steps are held, not lost. On
          every plan that is paid for you can let them go on at a fixed price, up to an amount that you set.
        </p>
      </Card>
    );
  const rate = overage.rateMicroDollars ?? 0;
  const cap = overage.capMicroDollars;
  return (
    <Card title="Overage">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <Switch
          className="min-w-0 flex-1 basis-80"
          label="Go on when the included tokens are used up"
          help={`Each token over costs ${price}. ${
            overage.enabled
              ? "At the cap runs are held, not lost."
              : "While this is off, runs are held at that point, not lost, and nothing more is charged."
          }`}
          checked={overage.enabled}
          disabled={!canManage || pending || status !== "ok"}
          onCheckedChange={(on) => (on ? setAsking(true) : set({ enabled: false, capMicroDollars: cap }))}
        />
        {overage.enabled && cap !== null ? (
          <div className="w-full sm:w-64">
            <CapUsed cap={cap} rate={rate} />
            {canManage && status === "ok" ? (
              <Button className="mt-2" onClick={() => setAsking(true)}>
                Change the cap
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
      {status === "ok" ? null : (
        <p className="mt-3 text-muted text-xs">It can be turned on again when the last invoice is paid.</p>
      )}
      {canManage ? null : <p className="mt-3 text-muted text-xs">Owners of this workspace decide this.</p>}
      {asking ? (
        <OverageDialog overview={overview} set={set} pending={pending} onClose={() => setAsking(false)} />
      ) : null}
    </Card>
  );
}

function CapUsed({ cap, rate }: { cap: number; rate: number }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.billing.preview.queryOptions({ workspace, period: undefined }));
  const spent = data ? overageSpent(data.lines) : 0;
  return (
    <>
      <p className="flex items-baseline justify-between gap-2">
        <span>
          <span className="font-medium">{formatMoney(spent)}</span>
          <span className="text-muted"> of {formatMoney(cap)}</span>
        </span>
        <span className="text-muted text-xs">{formatNumber(tokensFor(cap, rate))} tokens</span>
      </p>
      <Progress
        label="Overage used of the cap"
        value={spent}
        max={cap}
        tone={usedTone(spent, cap)}
        className="mt-1.5"
      />
    </>
  );
}
