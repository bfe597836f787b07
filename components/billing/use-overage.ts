import { useMutation } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatMoney } from "@/components/ui/format-number";
import { toast } from "@/components/ui/toast";
import type { BillingOverview } from "./billing-types";
import { useReadBillingAgain } from "./use-billing";

export type SetOverage = (overage: Overage, onSaved?: () => void) => void;
export type Overage = { enabled: boolean; capMicroDollars: number | null };

/** Turns overage on, off, or to another cap; each with the way back. */
export function useOverage(before: BillingOverview["overage"]) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const readAgain = useReadBillingAgain();
  const change = useMutation(
    trpc.billing.setOverage.mutationOptions({
      onSuccess: (_, { enabled, capMicroDollars }) =>
        toast.success(
          enabled && capMicroDollars !== null
            ? `Overage is on, up to ${formatMoney(capMicroDollars)} a period`
            : "Overage is off",
          {
            undo: () =>
              change.mutate({
                ...{ workspace, enabled: before.enabled },
                capMicroDollars: before.capMicroDollars,
              }),
          },
        ),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: readAgain,
    }),
  );
  return {
    set: (overage: Overage, onSaved?: () => void) =>
      change.mutate({ workspace, ...overage }, { onSuccess: onSaved }),
    pending: change.isPending,
  };
}
