import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { planKeys } from "@/server/domain/plans";

/** How one came back from Stripe's pages, as its addresses say it; and the plan that is awaited since. */
export const useBillingView = () =>
  useQueryStates(
    {
      checkout: parseAsStringLiteral(["done", "cancelled"]),
      portal: parseAsStringLiteral(["done"]),
      plan: parseAsStringLiteral(planKeys),
    },
    { history: "replace" },
  );
