import { now } from "../../db/clock";
import { inTransaction, type Tx } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { type InvoiceLine, invoicePreview } from "../../domain/invoice-preview";
import { periodOf } from "../../domain/period";
import { PLANS, type Plan, type PlanKey } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { readBilling } from "../../records/billing-facts";
import { overageOf } from "../../records/overage";

export type PeriodPreview = {
  lines: InvoiceLine[];
  totalCents: number;
  asOf: Date;
};

/** What a period comes to by the ledger, at this moment; without a key the current one. */
export function previewPeriod(workspaceId: WorkspaceId, key: string | undefined): Promise<PeriodPreview> {
  return inTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const asOf = now();
    const { period, terms } = await termsOf(tx, workspaceId, key);
    return { ...invoicePreview({ terms, ...(await overageOf(tx, workspaceId, { key: period })) }), asOf };
  });
}

/** A period keeps the terms it had. */
async function termsOf(tx: Tx, workspaceId: WorkspaceId, key: string | undefined) {
  const { plan, billingAnchor, terms } = await readBilling(tx, workspaceId);
  const current = periodOf(plan, billingAnchor, now()).key;
  const period = key ?? current;
  if (period === current) return { period, terms };
  const { rows } = await tx.query<{ plan: PlanKey; price: number }>(
    "select plan::text as plan, price::float8 as price from quota_accounts where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  const known = rows[0];
  if (!known)
    throw new AppError(
      "not_found",
      `There is no period ${key} in this workspace. Choose one that is listed.`,
    );
  const past: Pick<Plan, "name" | "priceMicroDollars"> = {
    name: PLANS[known.plan].name,
    priceMicroDollars: known.price,
  };
  return { period, terms: past };
}
