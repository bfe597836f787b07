import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { formatDate } from "@/components/ui/format-time";
import { toast } from "@/components/ui/toast";
import { PLANS, type PlanKey } from "@/server/domain/plans";
import type { BillingOverview, PlanChange } from "./billing-types";
import { formatCents } from "./format-cents";
import { PlanChangeCost } from "./plan-change-cost";
import { PlanDifferences } from "./plan-differences";
import { planVerb } from "./plan-verb";
import { useReadBillingAgain } from "./use-billing";
import { useBillingView } from "./use-billing-view";

type ChangePlanDialogProps = { overview: BillingOverview; plan: PlanKey; onClose: () => void };

/** Before a plan changes: what will be different, what is due and when. A first purchase goes on at Stripe's page. */
export function ChangePlanDialog({ overview, plan: key, onClose }: ChangePlanDialogProps) {
  const trpc = useTRPC();
  const { slug: workspace, timezone: timeZone } = useWorkspace();
  const readAgain = useReadBillingAgain();
  const [, setView] = useBillingView();
  // The same for every try of this dialog: an answer that got lost is asked for again, and charges nothing twice.
  const [click] = useState(() => crypto.randomUUID());
  const plan = key === overview.plan ? overview.terms : PLANS[key];
  const buying = overview.configured && !overview.subscription;
  const preview = useQuery(trpc.billing.previewChange.queryOptions({ workspace, plan: key }, { gcTime: 0 }));
  const checkout = useMutation(
    trpc.billing.startCheckout.mutationOptions({ onSuccess: ({ url }) => window.location.assign(url) }),
  );
  const change = useMutation(
    trpc.billing.changePlan.mutationOptions({
      async onSuccess({ outcome, message, payUrl, plan: now }) {
        // The plan follows when its invoice is paid: at Stripe's page, or by the card in a moment.
        if (outcome === "unpaid" && payUrl) return window.location.assign(payUrl);
        if (outcome === "changed" && now !== key) await setView({ checkout: "done", plan: key });
        else toast.success(message);
        await readAgain();
        onClose();
      },
    }),
  );
  const refusal = checkout.error ?? change.error ?? preview.error;
  const submit = () => {
    if (!preview.data) return;
    if (buying && key !== "trial") checkout.mutate({ workspace, plan: key, click });
    else change.mutate({ workspace, plan: key, click, at: preview.data.at });
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title={`${planVerb(key, overview) ?? "Switch"} to ${plan.name}`}
        submitLabel={submitLabel({ preview: preview.data, buying, overview, timeZone, name: plan.name })}
        pending={checkout.isPending || checkout.isSuccess || change.isPending}
        disabled={!preview.data}
        refusal={refusal && callProblem(refusal).message}
        onSubmit={submit}
      >
        <PlanDifferences from={overview.terms} to={plan} />
        <PlanChangeCost change={preview.data} failed={preview.isError} overview={overview} name={plan.name} />
      </FormDialogContent>
    </Dialog>
  );
}

type Label = {
  preview: PlanChange | undefined;
  buying: boolean;
  overview: BillingOverview;
  timeZone: string;
  name: string;
};

function submitLabel({ preview, buying, overview, timeZone, name }: Label): string {
  if (!overview.configured) return `Switch to ${name}`;
  if (buying) return "Continue to payment";
  if (!preview) return "Change plan";
  if (preview.when === "at period end") return `Downgrade on ${formatDate(preview.at, { timeZone })}`;
  return preview.dueNowCents ? `Upgrade and pay ${formatCents(preview.dueNowCents)}` : `Upgrade to ${name}`;
}
