import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { type CustomPricing, customPricingSchema, planOf } from "../domain/plan-of";
import type { Plan, PlanKey } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";

export const billingStatuses = ["ok", "past_due", "restricted"] as const;
export type BillingStatus = (typeof billingStatuses)[number];

export type BillingFacts = {
  plan: PlanKey;
  /** The plan as it was agreed with this workspace. */
  terms: Plan;
  /** Where those are its own. */
  customPricing: CustomPricing | null;
  billingAnchor: Date;
  overageEnabled: boolean;
  overageCapMicroDollars: number | null;
  billingStatus: BillingStatus;
};

export type BillingRow = {
  plan: PlanKey;
  billing_anchor: Date;
  overage_enabled: boolean;
  overage_cap: number | null;
  billing_status: BillingStatus;
  custom_pricing: unknown;
};

export const BILLING_COLUMNS =
  "plan::text as plan, billing_anchor, overage_enabled, overage_cap::float8 as overage_cap, billing_status, custom_pricing";

/** What a workspace has agreed to pay, as it stands in the database at this moment. */
export async function readBilling(tx: Tx, workspaceId: WorkspaceId): Promise<BillingFacts> {
  const { rows } = await tx.query<BillingRow>(
    `select ${BILLING_COLUMNS} from workspaces where id = $1::uuid`,
    [workspaceId],
  );
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no such workspace");
  return billingFacts(row);
}

export function billingFacts(row: BillingRow): BillingFacts {
  const customPricing = row.custom_pricing === null ? null : customPricingSchema.parse(row.custom_pricing);
  return {
    plan: row.plan,
    terms: planOf({ plan: row.plan, customPricing }),
    customPricing,
    billingAnchor: row.billing_anchor,
    overageEnabled: row.overage_enabled,
    overageCapMicroDollars: row.overage_cap,
    billingStatus: row.billing_status,
  };
}

/** What overage may cost now; null while there may be none: it is off by default, on the trial, and while a payment is due. */
export function effectiveCap(facts: BillingFacts): number | null {
  const may =
    facts.overageEnabled && facts.billingStatus === "ok" && facts.terms.overageMicroDollars !== null;
  return may ? facts.overageCapMicroDollars : null;
}
