import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { type BillingStatus, readBilling } from "./billing-facts";
import { type LockedAllowance, lockAllowance } from "./lock-allowance";

/**
 * After anything changed what a workspace may use: its account is made or found, its limit set up or down to what was
 * agreed, and runs that were held for want of tokens are told within a second (server/engine/ring-held.ts), the oldest
 * first.
 */
export async function refreshAllowance(
  tx: Tx,
  workspaceId: WorkspaceId,
  how: { whole?: boolean } = {},
): Promise<LockedAllowance> {
  const allowance = await lockAllowance(tx, workspaceId, how);
  const { period, limit, usedMilliTokens, reservedMilliTokens } = allowance;
  if (limit > usedMilliTokens + reservedMilliTokens)
    await tx.query(
      "update quota_accounts set raises = raises + 1 where workspace_id = $1::uuid and period = $2::text",
      [workspaceId, period.key],
    );
  return allowance;
}

/** Overage is what its owner switches on, together with what it may cost in a period. */
export async function setOverage(
  tx: Tx,
  workspaceId: WorkspaceId,
  { enabled, capMicroDollars }: { enabled: boolean; capMicroDollars: number | null },
): Promise<void> {
  const { terms, billingStatus } = await readBilling(tx, workspaceId);
  if (enabled && terms.overageMicroDollars === null)
    throw new AppError(
      "payment_required",
      `The ${terms.name} plan has no overage: it stops when its tokens are used. Upgrade under Settings → Billing to go on beyond them.`,
    );
  if (enabled && capMicroDollars === null)
    throw new AppError("invalid", "Overage was not switched on: say what it may cost in a period at most.");
  if (capMicroDollars !== null && !(Number.isSafeInteger(capMicroDollars) && capMicroDollars >= 0))
    throw new AppError("invalid", "What overage may cost in a period has to be an amount of 0 or more.");
  if (enabled && billingStatus !== "ok")
    throw new AppError(
      "payment_required",
      "Overage was not switched on: a payment is due. Pay the open invoice under Settings → Billing first.",
    );
  await tx.query(
    "update workspaces set overage_enabled = $2::boolean, overage_cap = coalesce($3::bigint, overage_cap) where id = $1::uuid",
    [workspaceId, enabled, capMicroDollars],
  );
  await refreshAllowance(tx, workspaceId);
}

/** How the workspace's payments stand. past_due: no overage; restricted: nothing that costs tokens is done. */
export async function setBillingStatus(
  tx: Tx,
  workspaceId: WorkspaceId,
  status: BillingStatus,
): Promise<void> {
  const { rows } = await tx.query(
    "update workspaces set billing_status = $2::text where id = $1::uuid and billing_status <> $2::text returning id",
    [workspaceId, status],
  );
  if (rows.length > 0) await refreshAllowance(tx, workspaceId);
}
