import { useMutation } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/components/ui/format-time";
import { toast } from "@/components/ui/toast";
import type { BillingOverview } from "./billing-types";
import { useReadBillingAgain } from "./use-billing";

/** Ends the plan with the period that is paid for; until then it can be taken back. */
export function CancelPlan({ overview: { planName, subscription } }: { overview: BillingOverview }) {
  const trpc = useTRPC();
  const { slug: workspace, timezone: timeZone } = useWorkspace();
  const readAgain = useReadBillingAgain();
  const cancel = useMutation(
    trpc.billing.cancel.mutationOptions({
      onSuccess: () => toast.success(`${planName} ends on ${end}`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: readAgain,
    }),
  );
  const end = subscription ? formatDate(subscription.currentPeriodEnd, { timeZone }) : "";
  return (
    <AlertDialog
      trigger={<Button pending={cancel.isPending}>Cancel plan</Button>}
      title={`Cancel ${planName}?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-4">
          <li>
            It stays until {end}, the end of the period that is paid for, and is not renewed. Until then you
            can take this back.
          </li>
          <li>Tokens over the included ones come on a last invoice.</li>
          <li>
            After that the workspace is on the trial, whose tokens do not come again: runs with priced steps
            are held. Flows, contacts and runs are kept.
          </li>
        </ul>
      }
      confirmLabel="Cancel plan"
      dismissLabel={`Keep ${planName}`}
      onConfirm={() => cancel.mutate({ workspace })}
    />
  );
}
