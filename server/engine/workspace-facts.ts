import { now } from "../db/clock";
import { pool } from "../db/pool";
import { periodOf } from "../domain/period";
import type { WorkspaceId } from "../domain/workspace";
import { BILLING_COLUMNS, type BillingFacts, type BillingRow, billingFacts } from "../records/billing-facts";

/** What running a flow needs to know of its workspace. */
export type WorkspaceFacts = BillingFacts & {
  id: WorkspaceId;
  timezone: string;
  /** Key of the current quota period, and when it ends. */
  period: string;
  periodEndsAt: Date | null;
};

const MAX_AGE_MS = 2_000;
const cache = new Map<string, { facts: WorkspaceFacts; readAt: number }>();

/** Kept for two seconds: a change of plan or zone acts within that. */
export async function workspaceFacts(id: WorkspaceId): Promise<WorkspaceFacts> {
  const known = cache.get(id);
  const at = now();
  if (known && Math.abs(at.getTime() - known.readAt) < MAX_AGE_MS) return known.facts;
  const { rows } = await pool().query<BillingRow & { timezone: string }>({
    name: "workspace-facts",
    text: `select timezone, ${BILLING_COLUMNS} from workspaces where id = $1`,
    values: [id],
  });
  const row = rows[0];
  if (!row) throw new Error(`Workspace ${id} does not exist`);
  const billing = billingFacts(row);
  const period = periodOf(billing.plan, billing.billingAnchor, at);
  const facts = {
    ...{ id, timezone: row.timezone, ...billing },
    ...{ period: period.key, periodEndsAt: period.endsAt },
  };
  if (cache.size > 10_000) cache.clear();
  cache.set(id, { facts, readAt: at.getTime() });
  return facts;
}

/** After a change of the workspace in this process. */
export const forgetWorkspaceFacts = (id: string): void => {
  cache.delete(id);
};
