import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Spinner } from "@/components/ui/spinner";
import { BillingNote } from "./billing-note";
import type { BillingOverview } from "./billing-types";
import { useAwaitedPlan } from "./use-awaited-plan";
import { useBillingView } from "./use-billing-view";

/** Back from Stripe's page: waits for the plan that was paid for, and says what for. */
export function CheckoutReturn({ overview }: { overview: BillingOverview }) {
  const [{ checkout, plan }, setView] = useBillingView();
  const waiting = checkout === "done" && overview.canManage;
  const { arrived, tired, askAgain } = useAwaitedPlan({ overview, waiting, plan });
  const close = (
    <Button variant="ghost" onClick={() => setView(null)}>
      Close
    </Button>
  );
  if (checkout === "cancelled")
    return (
      <Announced>
        <BillingNote tone="info" title="The payment was not made" actions={close}>
          Nothing was charged, and the plan is what it was.
        </BillingNote>
      </Announced>
    );
  if (!waiting) return null;
  if (arrived)
    return (
      <Announced>
        <BillingNote
          tone="good"
          title={`Thank you: this workspace is on ${overview.planName}`}
          actions={close}
        >
          {formatNumber(overview.terms.includedMilliTokens / 1000)} tokens are included from now on. Runs that
          were held go on by themselves, the oldest first.
        </BillingNote>
      </Announced>
    );
  if (tired)
    return (
      <Announced>
        <BillingNote
          tone="warning"
          title="Stripe has not confirmed the payment yet"
          actions={<Button onClick={askAgain}>Check again</Button>}
        >
          You need not pay again, nor stay on this page. The plan begins by itself as soon as the payment is
          confirmed; with some bank transfers that takes days.
        </BillingNote>
      </Announced>
    );
  return (
    <Announced>
      <BillingNote tone="info" title="Waiting for Stripe to confirm the payment" actions={<Spinner />}>
        That takes a few seconds. The plan and its tokens are there as soon as the invoice is paid.
      </BillingNote>
    </Announced>
  );
}

/** Screen readers are told when one state follows another. */
const Announced = ({ children }: { children: ReactNode }) => <div role="status">{children}</div>;
