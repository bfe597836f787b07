import { useWorkspace } from "@/components/shell/workspace-context";
import { formatDate } from "@/components/ui/format-time";
import { BillingNote } from "./billing-note";
import type { BillingOverview } from "./billing-types";
import { OpenPortal } from "./open-portal";

/** What stands in the way of paid work, and how to get it out of the way. */
export function BillingNotices({ overview }: { overview: BillingOverview }) {
  const { timezone: timeZone } = useWorkspace();
  const { configured, status, graceEndsAt, canManage } = overview;
  const pay = canManage ? <OpenPortal label="Pay or change the card" /> : null;
  const who = canManage ? "" : " An owner of this workspace can pay it.";
  if (status === "restricted")
    return (
      <BillingNote
        tone="bad"
        title="The last invoice is not paid, and its grace is over: runs are held"
        actions={pay}
      >
        Runs with priced steps wait and none is lost. When the invoice is paid they go on by themselves, the
        oldest first.{who}
      </BillingNote>
    );
  if (status === "past_due")
    return (
      <BillingNote tone="warning" title="The last invoice is not paid" actions={pay}>
        Overage is off until it is. The included tokens go on
        {graceEndsAt ? ` until ${formatDate(graceEndsAt, { timeZone })}` : " for now"}; after that runs are
        held, not lost.{who}
      </BillingNote>
    );
  if (!configured)
    return (
      <BillingNote
        tone="info"
        title="No payment is configured on this installation: plans switch without a charge"
      >
        Tokens are counted, limits hold and invoices are previewed as they would be. Nothing is billed.
      </BillingNote>
    );
  return null;
}
