import { collectUsage } from "@/server/billing/export/collect-usage";
import { sendUsage } from "@/server/billing/export/send-usage";
import { warnOfAge } from "@/server/billing/export/warn-of-age";
import { isBillingConfigured } from "@/server/billing/stripe-client";
import { inngest } from "../client";

/** The ledger into the outbox, and the outbox to Stripe. Without keys there is nobody to report to. */
export const reportUsage = inngest.createFunction(
  // A minute that failed is followed by another one.
  { id: "report-usage", triggers: [{ cron: "* * * * *" }], retries: 1 },
  async ({ step }) => {
    if (!isBillingConfigured()) return { reported: 0 };
    const collected = await step.run("collect", () => collectUsage());
    const sent = await step.run("send", () => sendUsage());
    await step.run("warn", () => warnOfAge());
    return { collected: collected.records, reported: sent.rows };
  },
);
