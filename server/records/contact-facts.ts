import { pool, type Tx } from "../db/pool";
import type { ConsentState } from "../domain/consent";
import type { ContactChannel } from "../domain/contact";
import type { SimulatedContact } from "../domain/simulate/simulation";
import type { WorkspaceId } from "../domain/workspace";
import { CONTACT_COLUMNS, type ContactRow } from "./contact-row";
import { type ContactOwner, contactFields } from "./contact-scope";

type Said = { channel: ContactChannel; state: ConsentState; at: string; own: boolean };
type Row = ContactRow & { asked: string; consents: Said[] | null; owner: ContactOwner | null };

/** Contacts as a dry run knows them, under the ids that were asked for: those they were merged into stand for them. */
export async function readContactFacts(
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
  tx: Tx = pool(),
): Promise<Map<string, SimulatedContact>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await tx.query<Row>({
    name: "contact-facts",
    text: `select asked.id as asked, ${CONTACT_COLUMNS.split(",")
      .map((column) => `c.${column.trim()}`)
      .join(", ")},
        (select json_agg(json_build_object('channel', channel, 'state', state, 'at', at, 'own', own)) from consents
          where workspace_id = c.workspace_id and contact_id = c.id) as consents,
        (select json_build_object('id', u.id, 'name', u.name, 'email', u.email) from users u where u.id = c.owner_id) as owner
      from contacts asked join contacts c on c.workspace_id = asked.workspace_id and c.id = coalesce(asked.merged_into_id, asked.id)
      where asked.workspace_id = $1 and asked.id = any($2::uuid[])`,
    values: [workspaceId, contactIds],
  });
  return new Map(
    rows.map(({ asked, consents, owner, ...row }) => {
      const said = consents ?? [];
      const state = (channel: ContactChannel) =>
        said.find((one) => one.channel === channel)?.state ?? "unknown";
      return [
        asked,
        {
          fields: contactFields(
            row,
            { email: state("email"), sms: state("sms"), call: state("call") },
            owner,
          ),
          timezone: row.timezone,
          consents: Object.fromEntries(
            said.map(({ channel, at, ...rest }) => [channel, { ...rest, at: new Date(at) }]),
          ),
        },
      ];
    }),
  );
}
