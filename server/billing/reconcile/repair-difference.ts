import { now } from "../../db/clock";
import { inTransaction, pool, type Tx } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { formatTokens } from "../../domain/usage";
import type { WorkspaceId } from "../../domain/workspace";
import { type Actor, writeAudit } from "../../ops/audit";
import type { Meter } from "../export/usage-sink";
import { beyond, compareSteps, isForgotten, shortOf } from "./compare-steps";
import { type DifferenceCause, dayOf } from "./difference";
import { rebuildSums } from "./rebuild-sums";
import { addMissing, refundOrphan } from "./repair-charges";
import { addCorrection, sendFailedAgain } from "./repair-export";
import { settleShards } from "./settle-shards";

type Row = {
  id: string;
  day: string;
  period: string;
  meter: Meter;
  cause: DifferenceCause;
  amount: number;
  repairedAt: Date | null;
};

/**
 * Takes a difference away by something that is written down itself: a record in the ledger, or a row of the outbox.
 * What is to be done is found again, so that nothing is done twice. Milli-tokens that moved.
 */
export async function repairDifference(
  workspaceId: WorkspaceId,
  id: string,
  by: Actor,
): Promise<{ milliTokens: number }> {
  return inTransaction(async (tx) => {
    const row = await lockDifference(tx, workspaceId, id);
    const milliTokens = await repair(tx, workspaceId, row, by);
    await tx.query("update usage_differences set repaired_at = $3 where workspace_id = $1 and id = $2", [
      workspaceId,
      id,
      now(),
    ]);
    await writeAudit(tx, {
      workspaceId,
      actor: by,
      action: "reconciliation.repaired",
      target: { type: "usage_difference", id, name: `${row.cause}, ${row.day}` },
      details: { cause: row.cause, day: row.day, tokens: formatTokens(milliTokens) },
    });
    return { milliTokens };
  });
}

async function lockDifference(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Row> {
  const { rows } = await tx.query<Row>(
    `select id, day, period, meter, cause, amount::float8 as amount, repaired_at as "repairedAt" from usage_differences
     where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  );
  const [row] = rows;
  if (!row)
    throw new AppError(
      "not_found",
      "There is no such difference, or it is older than 90 days. Compare again to see what there is now.",
    );
  if (row.repairedAt)
    throw new AppError(
      "conflict",
      `This difference of ${row.day} was repaired already. Compare again to see what there is now.`,
    );
  return row;
}

async function repair(tx: Tx, workspaceId: WorkspaceId, row: Row, by: Actor): Promise<number> {
  switch (row.cause) {
    case "missing record":
    case "orphan record":
      return repairCharges(tx, workspaceId, row, by);
    case "sums behind":
      await rebuildSums(tx, workspaceId);
      return -row.amount;
    case "failed export":
      return sendFailedAgain(tx, workspaceId, row);
    case "not in the outbox":
      return row.meter === "overage"
        ? askForOverage(tx, workspaceId, row)
        : addCorrection(tx, workspaceId, row, "ledger");
    case "unknown":
      return addCorrection(tx, workspaceId, row, "repair");
  }
}

async function repairCharges(tx: Tx, workspaceId: WorkspaceId, row: Row, by: Actor): Promise<number> {
  // Two repairs of one day take turns.
  await tx.query("select from workspaces where id = $1 for no key update", [workspaceId]);
  const since = new Date(`${row.day}T00:00:00Z`);
  const at = now();
  const found = await compareSteps(workspaceId, { since, until: new Date(since.getTime() + 86_400_000) });
  const periods = new Set<string>();
  let moved = 0;
  for (const mismatch of found) {
    if (dayOf(mismatch.at) !== row.day || isForgotten(mismatch, at)) continue;
    const missing = row.cause === "missing record";
    if ((missing ? shortOf(mismatch) : beyond(mismatch)) === 0) continue;
    const done = missing
      ? await addMissing(tx, workspaceId, mismatch)
      : await refundOrphan(tx, workspaceId, mismatch, by);
    moved += done.milliTokens;
    for (const period of done.periods) periods.add(period);
  }
  for (const period of periods) await settleShards(tx, workspaceId, period);
  return moved;
}

/** The next pass compares it again, and tells the difference. */
async function askForOverage(tx: Tx, workspaceId: WorkspaceId, { period, amount }: Row): Promise<number> {
  await tx.query(
    "update usage_export_periods set overage_due = true where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  return -amount;
}

/** Whether there is a repair. What Stripe has of no period that it bills is for a person to look at. */
export const canRepair = ({ cause, period }: Pick<Row, "cause" | "period">): boolean =>
  cause !== "unknown" || period !== "";

/** Comparisons are kept for 90 days. */
export async function forgetReconciliations(): Promise<void> {
  await pool().query("delete from usage_reconciliations where ran_at < $1", [
    new Date(now().getTime() - 90 * 86_400_000),
  ]);
}
