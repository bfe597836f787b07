import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { PlanKey } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";
import { useAskStripe, useReadBillingAgain } from "./use-billing";

const EVERY_MS = 2_000;
const AT_MOST = 25;

type Awaited = { overview: BillingOverview; waiting: boolean; plan: PlanKey | null };

/**
 * Asks until what was paid for is there. Stripe tells us by itself: asking only makes it sooner, so that giving up loses
 * nothing.
 */
export function useAwaitedPlan({ overview, waiting, plan }: Awaited) {
  const { slug: workspace } = useWorkspace();
  const ask = useAskStripe();
  const readAgain = useReadBillingAgain();
  const [tries, setTries] = useState(0);
  // Terms of its own are there before they are bought.
  const arrived =
    plan && !overview.custom
      ? overview.plan === plan
      : overview.subscription !== null && overview.plan !== "trial";
  const tired = tries >= AT_MOST;
  useQuery({
    queryKey: ["awaited-plan", workspace],
    enabled: waiting && !arrived && !tired,
    refetchInterval: EVERY_MS,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      setTries((count) => count + 1);
      const fresh = await ask();
      if (fresh.plan !== overview.plan) void readAgain();
      return fresh;
    },
  });
  return { arrived, tired, askAgain: () => setTries(0) };
}
