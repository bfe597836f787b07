import * as z from "zod";
import { decideMove } from "@/server/billing/subscription/decide-move";
import { type InvoicePage, listInvoices } from "@/server/billing/subscription/list-invoices";
import { planFits } from "@/server/billing/subscription/plan-fits";
import { type PlanChange, previewChange } from "@/server/billing/subscription/preview-change";
import { type PeriodPreview, previewPeriod } from "@/server/billing/subscription/preview-period";
import { readStanding } from "@/server/billing/subscription/read-standing";
import { inTransaction } from "@/server/db/pool";
import { PLANS, type Plan, type PlanKey } from "@/server/domain/plans";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import type { BillingStatus } from "@/server/records/billing-facts";
import { billingPolicy } from "./policy";

export type BillingOverview = {
  /** False: no payment provider is connected; plans are switched by hand and nothing is charged. */
  configured: boolean;
  plan: PlanKey;
  planName: string;
  terms: Plan;
  /** Terms of their own, agreed with whoever runs the server. */
  custom: boolean;
  status: BillingStatus;
  /** Until when tokens go on although the last invoice is not paid. */
  graceEndsAt: Date | null;
  subscription: null | {
    status: string;
    /** Of the subscription: the workspace has it once it was paid. */
    plan: PlanKey;
    currentPeriodEnd: Date;
    cancelAt: Date | null;
    pendingPlan: PlanKey | null;
  };
  overage: { enabled: boolean; capMicroDollars: number | null; rateMicroDollars: number | null };
  canManage: boolean;
  canSeeInvoices: boolean;
};

export async function billingOverview({
  id,
  role,
}: {
  id: WorkspaceId;
  role: Role;
}): Promise<BillingOverview> {
  const { facts, configured, plan, custom, subscription, graceEndsAt } = await readStanding(id);
  const { terms } = facts;
  return {
    ...{ configured, plan, planName: terms.name, terms, custom, graceEndsAt },
    status: facts.billingStatus,
    subscription: subscription && {
      ...{ status: subscription.status, plan: subscription.plan },
      ...{ currentPeriodEnd: subscription.periodEndsAt },
      ...{ cancelAt: subscription.cancelAt, pendingPlan: subscription.pendingPlan },
    },
    overage: {
      enabled: facts.overageEnabled,
      capMicroDollars: facts.overageCapMicroDollars,
      rateMicroDollars: terms.overageMicroDollars,
    },
    canManage: mayRole(role, "billing.manage"),
    canSeeInvoices: mayRole(role, "billing.invoices"),
  };
}

const mayRole = (role: Role, permission: keyof typeof billingPolicy) =>
  billingPolicy[permission].some((allowed) => allowed === role);

export const periodSchema = z.object({ period: z.string().max(20).optional() });

/** By the ledger: also where nothing is charged. */
export const previewInvoice = (
  id: WorkspaceId,
  { period }: z.output<typeof periodSchema>,
): Promise<PeriodPreview> => previewPeriod(id, period);

/** When another plan would begin, and what is due for it at once. */
export async function previewPlan(id: WorkspaceId, plan: PlanKey): Promise<PlanChange> {
  const { facts, ...standing } = await readStanding(id);
  const move = decideMove(standing, plan);
  const terms = standing.custom ? facts.terms : PLANS[plan];
  if (move.kind !== "keep") await inTransaction((tx) => planFits(tx, id, terms));
  return previewChange(move, terms);
}

export const invoicesSchema = z.object({ cursor: z.string().max(100).nullish() });

export const invoicesOf = (
  id: WorkspaceId,
  { cursor }: z.output<typeof invoicesSchema>,
): Promise<InvoicePage> => listInvoices(id, cursor ?? null);
