import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { type ContactOfRecord, contactKeysOf } from "../domain/record-contact";
import type { WorkspaceId } from "../domain/workspace";
import { aboutContact, CONTACT_OF_RECORD } from "./contact-of-record";
import { emit } from "./emit";

/** Somebody opened a contact's link, with referral.clicked about the contact. The same visitor again: nothing. */
export async function visitReferral(
  tx: Tx,
  workspaceId: WorkspaceId,
  /** `visitor`: what tells one visitor of the code from another, and nothing about them. */
  { codeId, visitor }: { codeId: string; visitor: string },
): Promise<boolean> {
  const at = now();
  const { rowCount } = await tx.query(
    `insert into referral_visits (id, workspace_id, code_id, visitor, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz) on conflict (workspace_id, code_id, visitor) do nothing`,
    [newId(), workspaceId, codeId, visitor, at],
  );
  if (rowCount === 0) return false;
  const { rows } = await tx.query<{ code: string; clicks: number; contact: ContactOfRecord }>(
    `select r.code, ${CONTACT_OF_RECORD},
       (select count(*)::int from referral_visits v where v.workspace_id = r.workspace_id and v.code_id = r.id) as clicks
     from referral_codes r
     join contacts own on own.workspace_id = r.workspace_id and own.id = r.contact_id
     join contacts c on c.workspace_id = r.workspace_id and c.id = coalesce(own.merged_into_id, own.id)
     where r.workspace_id = $1::uuid and r.id = $2::uuid`,
    [workspaceId, codeId],
  );
  const row = rows[0];
  if (!row) throw new Error(`The referral code ${codeId} is gone`);
  await emit(
    tx,
    workspaceId,
    "referral.clicked",
    {
      ...contactKeysOf(row.contact),
      referral_id: codeId,
      referral_code: row.code,
      clicks: row.clicks,
      clicked_at: at.toISOString(),
    },
    { source: "platform" },
    aboutContact(row.contact),
  );
  return true;
}
