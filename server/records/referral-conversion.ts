import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { toMajor } from "../domain/money";
import { type ContactOfRecord, contactKeysOf } from "../domain/record-contact";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact } from "./contact-of-record";
import { emit } from "./emit";

export type Conversion = {
  /** As it was sent: an order, a payment or a customer may carry one. */
  code: string | null | undefined;
  /** Who came by it. */
  contactId: string | null;
  orderId?: string | null;
  paymentId?: string | null;
  /** Minor units. */
  amount?: number;
  currency?: string;
};

type Row = {
  id: string;
  code: string;
  reward_kind: string;
  reward_amount: number;
  reward_currency: string;
  owner: ContactOfRecord;
  referred: ContactOfRecord;
};

/**
 * Somebody came by a contact's code. The first time of each person counts, with referral.converted about the contact who
 * recommended; a code that nobody has, one's own, and any later one count for nothing.
 */
export async function convertReferral(
  tx: Tx,
  workspaceId: WorkspaceId,
  { code, contactId, orderId = null, paymentId = null, amount, currency }: Conversion,
  cause: Cause,
): Promise<boolean> {
  if (!code || !contactId) return false;
  const { rows } = await tx.query<Row>(
    `select r.id, r.code, r.reward_kind, r.reward_amount, r.reward_currency, ${person("o")} as owner, ${person("p")} as referred
     from referral_codes r
     join contacts own on own.workspace_id = r.workspace_id and own.id = r.contact_id
     join contacts o on o.workspace_id = r.workspace_id and o.id = coalesce(own.merged_into_id, own.id)
     join contacts p on p.workspace_id = r.workspace_id and p.id = $3::uuid
     where r.workspace_id = $1::uuid and r.code = upper($2) and o.id <> p.id`,
    [workspaceId, code.trim(), contactId],
  );
  const row = rows[0];
  if (!row) return false;
  const { rowCount } = await tx.query(
    `insert into referral_conversions (id, workspace_id, code_id, contact_id, order_id, payment_id, amount, currency, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7::bigint, $8, $9::timestamptz)
     on conflict (workspace_id, contact_id) do nothing`,
    [
      ...[newId(), workspaceId, row.id, contactId, orderId, paymentId],
      ...[amount ?? null, currency ?? null, now()],
    ],
  );
  if (rowCount === 0) return false;
  const { owner, referred } = row;
  await emit(
    tx,
    workspaceId,
    "referral.converted",
    {
      ...contactKeysOf(owner),
      referral_id: row.id,
      referral_code: row.code,
      referred_contact_id: referred.id,
      referred_name: referred.name,
      referred_email: referred.email,
      order_id: orderId,
      payment_id: paymentId,
      amount: amount === undefined || !currency ? null : toMajor(amount, currency),
      currency: currency ?? null,
      reward: rewardOf(row),
    },
    cause,
    aboutContact(owner),
  );
  return true;
}

/** In major units, as the step that made the code said it. */
const rewardOf = ({ reward_kind, reward_amount, reward_currency }: Row) => ({
  kind: reward_kind,
  amount: toMajor(reward_amount, reward_currency),
  currency: reward_currency,
});

const person = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'externalId', ${alias}.external_id, 'email', ${alias}.email, 'phone', ${alias}.phone, 'name', ${alias}.name)`;
