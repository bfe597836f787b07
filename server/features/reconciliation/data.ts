import type { Meter } from "@/server/billing/export/usage-sink";
import type { DifferenceCause } from "@/server/billing/reconcile/difference";
import { canRepair } from "@/server/billing/reconcile/repair-difference";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";

const MOST_DIFFERENCES = 200;

type Row = {
  id: string;
  ranAt: Date;
  since: string;
  matched: boolean;
  differenceMilliTokens: number;
  against: "stripe" | "ledger only";
  waitingMilliTokens: number;
  lateMilliTokens: number;
  unbilledMilliTokens: number;
  problem: string | null;
};

type DifferenceRow = {
  id: string;
  day: string;
  period: string;
  meter: Meter;
  what: string;
  differenceMilliTokens: number;
  stepsMilliTokens: number;
  ledgerMilliTokens: number;
  stripeMilliTokens: number | null;
  cause: DifferenceCause;
  repairedAt: Date | null;
};

/** The last comparison, with a line for each difference. Null: there was none yet. */
export async function latestReconciliation(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<Row>(
    `select id, ran_at as "ranAt", since, matched, difference::float8 as "differenceMilliTokens", against, waiting::float8 as "waitingMilliTokens",
       late::float8 as "lateMilliTokens", unbilled::float8 as "unbilledMilliTokens", problem
     from usage_reconciliations where workspace_id = $1 order by ran_at desc, id desc limit 1`,
    [workspaceId],
  );
  const [latest] = rows;
  if (!latest) return null;
  const { rows: differences } = await pool().query<DifferenceRow>(
    `select id, day, period, meter, what, amount::float8 as "differenceMilliTokens", steps::float8 as "stepsMilliTokens", ledger::float8 as "ledgerMilliTokens",
       stripe::float8 as "stripeMilliTokens", cause, repaired_at as "repairedAt"
     from usage_differences where workspace_id = $1 and reconciliation_id = $2 order by day, id limit ${MOST_DIFFERENCES}`,
    [workspaceId, latest.id],
  );
  return {
    ...latest,
    differences: differences.map(({ period, repairedAt, ...difference }) => ({
      ...difference,
      repairedAt,
      canRepair: repairedAt === null && canRepair({ cause: difference.cause, period }),
    })),
  };
}
