import * as z from "zod";
import { inTransaction } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { PLANS, type PlanKey } from "@/server/domain/plans";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import { ensureQuotaAccount } from "@/server/engine/quota";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { type BillingOverview, billingOverview } from "./data";

export type BillingPlace = { id: WorkspaceId; slug: string; name: string; role: Role };
export type PlanClick = { plan: PlanKey; click?: string | undefined };

export async function startCheckout(
  _place: BillingPlace,
  _actor: Actor,
  _input: PlanClick,
): Promise<{ url: string }> {
  throw noPayment();
}

export async function openPortal(_place: BillingPlace, _actor: Actor): Promise<{ url: string }> {
  throw noPayment();
}

export const refreshBilling = (place: BillingPlace) => billingOverview(place);

export async function changePlan(place: BillingPlace, actor: Actor, { plan }: PlanClick) {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ plan: PlanKey; billingAnchor: Date }>(
      `select plan, billing_anchor as "billingAnchor" from workspaces where id = $1 for no key update`,
      [place.id],
    );
    const before = rows[0];
    if (!before || before.plan === plan)
      throw new AppError("conflict", `The plan is ${PLANS[plan].name} already.`);
    await tx.query(
      `update workspaces set plan = $2::"PlanKey", overage_enabled = overage_enabled and $3 where id = $1`,
      [place.id, plan, PLANS[plan].overageMicroDollars !== null],
    );
    forgetWorkspaceFacts(place.id);
    await ensureQuotaAccount(tx, place.id, {
      ...{ plan, billingAnchor: before.billingAnchor, overageEnabled: false },
    });
    await writeAudit(tx, {
      ...{ workspaceId: place.id, actor, action: "plan.changed" },
      target: { type: "workspace", id: place.id, name: place.name },
      details: { before: before.plan, after: plan, payment: "no payment configured" },
    });
  });
  forgetWorkspaceFacts(place.id);
  return billingOverview(place);
}

export async function cancelPlan(place: BillingPlace, _actor: Actor): Promise<BillingOverview> {
  throw noSubscription(place);
}

export async function resumePlan(place: BillingPlace, _actor: Actor): Promise<BillingOverview> {
  throw noSubscription(place);
}

export const overageSchema = z.object({
  enabled: z.boolean(),
  /** What overage may cost at most in a period. */
  capMicroDollars: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
});

export async function setOverage(
  place: BillingPlace,
  actor: Actor,
  { enabled }: z.output<typeof overageSchema>,
) {
  await inTransaction(async (tx) => {
    await tx.query("update workspaces set overage_enabled = $2 where id = $1", [place.id, enabled]);
    await writeAudit(tx, {
      ...{ workspaceId: place.id, actor, action: enabled ? "overage.enabled" : "overage.disabled" },
      target: { type: "workspace", id: place.id, name: place.name },
    });
  });
  forgetWorkspaceFacts(place.id);
  return billingOverview(place);
}

const noPayment = () =>
  new AppError(
    "unavailable",
    "No payment is configured here, so nothing can be paid. Whoever runs this server sets STRIPE_SECRET_KEY.",
  );

const noSubscription = ({ name }: BillingPlace) =>
  new AppError("conflict", `${name} has no subscription that could end or go on.`);
