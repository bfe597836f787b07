import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { uniqueCode } from "./unique-code";

export type Reward = {
  kind: "credit" | "discount" | "gift";
  /** Minor units. */
  amount: number;
  currency: string;
};

export type ReferralCode = { id: string; code: string; created: boolean };

/** A contact has one code; asked again, its reward becomes the new one. */
export async function createReferralCode(
  tx: Tx,
  workspaceId: WorkspaceId,
  {
    contactId,
    name,
    reward,
    runId,
    stepId,
  }: { contactId: string; name: string; reward: Reward; runId: string; stepId: string },
): Promise<ReferralCode> {
  const id = newId();
  const { rows } = await tx.query<ReferralCode>(
    `insert into referral_codes as r (id, workspace_id, code, contact_id, reward_kind, reward_amount, reward_currency, run_id, step_id, created_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::int, $7, $8::uuid, $9, $10::timestamptz)
     on conflict (workspace_id, contact_id) do update set reward_kind = excluded.reward_kind, reward_amount = excluded.reward_amount,
       reward_currency = excluded.reward_currency
     returning id, code, id = $1::uuid as created`,
    [
      id,
      workspaceId,
      uniqueCode(name.split(/\s+/)[0] ?? ""),
      contactId,
      reward.kind,
      reward.amount,
      reward.currency,
      runId,
      stepId,
      now(),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("The referral code was not stored");
  return row;
}
