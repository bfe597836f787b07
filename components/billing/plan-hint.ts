import { formatDate } from "@/components/ui/format-time";
import type { BillingOverview } from "./billing-types";

/** Why there is no other plan to choose; null where there is. */
export function planHint(overview: BillingOverview, timeZone: string): string | null {
  const { canManage, custom, subscription, status } = overview;
  if (!canManage) return "Owners of this workspace choose the plan.";
  if (custom) return "Its terms were agreed with whoever runs this server: they change the plan.";
  if (!subscription) return null;
  if (status !== "ok") return "Another plan can be chosen when the last invoice is paid.";
  const { cancelAt } = subscription;
  return cancelAt
    ? `The plan ends on ${formatDate(cancelAt, { timeZone })}. Keep it first, then choose another.`
    : null;
}
