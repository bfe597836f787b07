import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useAskStripe, useReadBillingAgain } from "./use-billing";
import { useBillingView } from "./use-billing-view";

/** Back from Stripe's portal: what was changed there is shown at once, and not only when Stripe tells us. */
export function usePortalReturn({ canManage }: { canManage: boolean }): void {
  const { slug: workspace } = useWorkspace();
  const [{ portal }, setView] = useBillingView();
  const ask = useAskStripe();
  const readAgain = useReadBillingAgain();
  useQuery({
    queryKey: ["portal-return", workspace],
    enabled: portal === "done" && canManage,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      const fresh = await ask();
      void readAgain();
      void setView({ portal: null });
      return fresh;
    },
  });
}
