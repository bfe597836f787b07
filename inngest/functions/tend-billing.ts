import { isBillingConfigured } from "@/server/billing/stripe-client";
import { syncDueCustomers } from "@/server/billing/sync-due-customers";
import { handleWaitingEvents } from "@/server/billing/webhooks/handle-waiting-events";
import { inngest } from "../client";

/** What a lost or interrupted webhook left undone, and what is due by the clock: graces, ends of subscriptions. */
export const tendBilling = inngest.createFunction(
  // A minute that failed is followed by another one.
  { id: "tend-billing", triggers: [{ cron: "* * * * *" }], retries: 1 },
  async ({ step }) => {
    if (!isBillingConfigured()) return { events: 0, customers: 0 };
    const events = await step.run("events", () => handleWaitingEvents());
    const customers = await step.run("customers", () => syncDueCustomers());
    return { events, customers };
  },
);
