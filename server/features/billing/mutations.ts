import * as z from "zod";
import { auditBilling, type BillingActor } from "@/server/billing/subscription/audit-billing";
import { cancelSubscription, resumeSubscription } from "@/server/billing/subscription/cancel-subscription";
import { type Chosen, choosePlan } from "@/server/billing/subscription/choose-plan";
import { openPortal as portalFor } from "@/server/billing/subscription/open-portal";
import { refreshCustomer } from "@/server/billing/subscription/refresh-customer";
import { overageSchema, setOverage as setOverageOf } from "@/server/billing/subscription/set-overage";
import { startCheckout as checkoutFor } from "@/server/billing/subscription/start-checkout";
import { inTransaction } from "@/server/db/pool";
import { planKeys } from "@/server/domain/plans";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import { type BillingOverview, billingOverview } from "./data";
import { billingPage, tellChange } from "./service";

export type BillingPlace = { id: WorkspaceId; slug: string; name: string; role: Role };

/** One per click: when the answer got lost, the same click does what it did, and nothing twice. */
const click = z.uuid().optional();
export const checkoutSchema = z.object({ plan: z.enum(planKeys).exclude(["trial"]), click });
export const choiceSchema = z.object({
  plan: z.enum(planKeys),
  click,
  /** `at` of the preview that was shown, so that what it said is charged. */
  at: z.date().optional(),
});
export { overageSchema };

export async function startCheckout(
  place: BillingPlace,
  actor: Actor,
  { plan, click }: z.output<typeof checkoutSchema>,
): Promise<{ url: string }> {
  const page = await checkoutFor(place.id, { plan, click, returnUrl: billingPage(place.slug) });
  await note(place, actor, "checkout.started", { plan });
  return page;
}

export async function openPortal(place: BillingPlace, actor: Actor): Promise<{ url: string }> {
  const page = await portalFor(place.id, billingPage(place.slug));
  await note(place, actor, "billing_portal.opened");
  return page;
}

/** Coming back from Stripe proves nothing: what it says now does. */
export async function refreshBilling(place: BillingPlace): Promise<BillingOverview> {
  await refreshCustomer(place.id);
  return billingOverview(place);
}

/** What came of a choice, in a word and in words for the owner, and how things stand now. */
export type PlanChanged = BillingOverview & {
  outcome: Chosen["outcome"];
  message: string;
  /** Where the invoice is paid that the change waits for. */
  payUrl: string | null;
};

export async function changePlan(
  place: BillingPlace,
  actor: Actor,
  choice: z.output<typeof choiceSchema>,
): Promise<PlanChanged> {
  const chosen = await choosePlan(by(place, actor), choice);
  const overview = await billingOverview(place);
  return { ...overview, ...chosen, message: tellChange(chosen, choice.plan, overview) };
}

export async function cancelPlan(place: BillingPlace, actor: Actor): Promise<BillingOverview> {
  await cancelSubscription(by(place, actor));
  return billingOverview(place);
}

export async function resumePlan(place: BillingPlace, actor: Actor): Promise<BillingOverview> {
  await resumeSubscription(by(place, actor));
  return billingOverview(place);
}

export async function setOverage(
  place: BillingPlace,
  actor: Actor,
  overage: z.output<typeof overageSchema>,
): Promise<BillingOverview> {
  await setOverageOf(by(place, actor), overage);
  return billingOverview(place);
}

const by = ({ id, name }: BillingPlace, actor: Actor): BillingActor => ({ workspaceId: id, name, actor });

const note = (place: BillingPlace, actor: Actor, action: string, details: Record<string, unknown> = {}) =>
  inTransaction((tx) => auditBilling(tx, by(place, actor), action, details));
