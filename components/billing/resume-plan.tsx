import { useMutation } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { BillingOverview } from "./billing-types";
import { useReadBillingAgain } from "./use-billing";

/** Takes back that the plan ends, or becomes another one, with the period. */
export function ResumePlan({ overview: { plan, planName, subscription } }: { overview: BillingOverview }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const readAgain = useReadBillingAgain();
  const settled = {
    onSuccess: () => toast.success(`${planName} goes on`),
    onError: (error: unknown) => toast.error(callProblem(error).message),
    onSettled: readAgain,
  };
  const resume = useMutation(trpc.billing.resume.mutationOptions(settled));
  const keep = useMutation(trpc.billing.changePlan.mutationOptions(settled));
  const goOn = () =>
    subscription?.cancelAt ? resume.mutate({ workspace }) : keep.mutate({ workspace, plan });
  return (
    <Button variant="primary" pending={resume.isPending || keep.isPending} onClick={goOn}>
      Keep {planName}
    </Button>
  );
}
