import { type ReconciledBatch, reconcileBatch } from "@/server/billing/reconcile/reconcile-all";
import { forgetReconciliations } from "@/server/billing/reconcile/repair-difference";
import { inngest } from "../client";

/** So that the memos of one function run stay few: some 50 workspaces each. */
const STEPS = 500;

/** Every night: steps, ledger, sums and Stripe, of every workspace that uses anything. */
export const reconcileUsage = inngest.createFunction(
  { id: "reconcile-usage", triggers: [{ cron: "10 3 * * *" }], retries: 3 },
  async ({ step }) => {
    let [workspaces, different] = [0, 0];
    let after: string | null = null;
    for (let n = 1; n <= STEPS; n++) {
      const from: string | null = after;
      const batch: ReconciledBatch = await step.run(`batch:${n}`, () => reconcileBatch(from));
      workspaces += batch.workspaces;
      different += batch.different;
      after = batch.next;
      if (after === null) break;
    }
    await step.run("forget", () => forgetReconciliations());
    return { workspaces, different };
  },
);
