import { randomUUID } from "node:crypto";
import { query } from "./installation";

/** A workspace on the trial has spent all but so many milli-tokens: the ledger and the quota both say so. */
export async function leaveTokens(workspace: string, left: number): Promise<void> {
  const slug = workspace.split("/").at(-1);
  const [account] = await query<{ id: string; spent: number }>(
    `select workspace.id, (account.included - $2)::int as spent from workspaces workspace
     join quota_accounts account on account.workspace_id = workspace.id and account.period = 'trial' where workspace.slug = $1`,
    [slug, left],
  );
  if (!account) throw new Error(`${workspace} has no account for its trial`);
  const { id, spent } = account;
  await query("update quota_accounts set granted = $2 where workspace_id = $1", [id, spent]);
  await query(
    `update quota_shards set granted = case shard when 0 then $2::bigint else 0 end, used = case shard when 0 then $2::bigint else 0 end
     where workspace_id = $1`,
    [id, spent],
  );
  await query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ($1, $2, 'email_sent', $3, 0, 'trial', now())`,
    [`run:${randomUUID()}:workflow`, id, spent],
  );
}
