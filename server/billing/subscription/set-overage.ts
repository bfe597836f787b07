import * as z from "zod";
import { inTransaction } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { formatMoney } from "../../domain/money";
import { forgetWorkspaceFacts } from "../../engine/workspace-facts";
import { setOverage as writeOverage } from "../../records/allowance";
import { type BillingFacts, readBilling } from "../../records/billing-facts";
import { auditBilling, type BillingActor } from "./audit-billing";

export const overageSchema = z.object({
  enabled: z.boolean(),
  /** What overage may cost at most in a period. */
  capMicroDollars: z.number().int().min(0).max(1_000_000_000_000).nullable(),
});
export type OverageChoice = z.output<typeof overageSchema>;

/** Overage on or off, never without an upper bound of what it may cost. */
export async function setOverage(by: BillingActor, choice: OverageChoice): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query("select id from workspaces where id = $1 for no key update", [by.workspaceId]);
    const before = await readBilling(tx, by.workspaceId);
    if (choice.enabled) refuse(before, choice.capMicroDollars);
    await writeOverage(tx, by.workspaceId, choice);
    const cap = choice.capMicroDollars ?? before.overageCapMicroDollars;
    await auditBilling(tx, by, actionOf(before, choice), { cap: cap === null ? null : dollars(cap) });
  });
  forgetWorkspaceFacts(by.workspaceId);
}

const dollars = (microDollars: number) => formatMoney(microDollars / 10_000, "usd");

function refuse({ terms, billingStatus }: BillingFacts, cap: number | null): void {
  if (terms.overageMicroDollars === null)
    throw problem(
      "enabled",
      `The ${terms.name} plan stops when its tokens are used up, and has no overage. Choose a plan first.`,
    );
  if (billingStatus !== "ok")
    throw problem("enabled", "The last invoice is not paid. Pay it first, then switch overage on.");
  if (cap === null || cap < terms.overageMicroDollars)
    throw problem(
      "capMicroDollars",
      "Say how much overage may cost in a period at most: overage is never switched on without a cap.",
    );
}

function problem(field: keyof OverageChoice, message: string): AppError {
  return new AppError(field === "enabled" ? "payment_required" : "invalid", message, {
    problems: [{ field, message }],
  });
}

function actionOf({ overageEnabled }: BillingFacts, { enabled }: OverageChoice): string {
  if (enabled === overageEnabled) return "overage.changed";
  return enabled ? "overage.switched_on" : "overage.switched_off";
}
