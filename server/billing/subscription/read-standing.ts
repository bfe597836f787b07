import { pool } from "../../db/pool";
import { PLANS } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { type BillingFacts, readBilling } from "../../records/billing-facts";
import { isBillingConfigured } from "../stripe-client";
import { graceEndsAt } from "../sync/grace-ends-at";
import type { Standing } from "./decide-move";
import { liveSubscription } from "./live-subscription";

/** How a workspace stands with its plan, as far as is known here. */
export async function readStanding(
  workspaceId: WorkspaceId,
): Promise<Standing & { facts: BillingFacts; graceEndsAt: Date | null }> {
  const facts = await readBilling(pool(), workspaceId);
  const configured = isBillingConfigured();
  const subscription = configured ? await liveSubscription(workspaceId) : null;
  const since = facts.billingStatus === "ok" ? null : subscription?.pastDueSince;
  return {
    ...{ facts, configured, plan: facts.plan, custom: facts.terms !== PLANS[facts.plan] },
    ...{ subscription, graceEndsAt: since ? graceEndsAt(since) : null },
  };
}
