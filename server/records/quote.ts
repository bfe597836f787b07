import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { ownIdOf } from "../domain/external-id";
import { toMinor } from "../domain/money";
import {
  type NewQuote,
  type Quote,
  type QuoteChange,
  quotePayload,
  whyNotQuoteStatus,
} from "../domain/quote";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact, CONTACT_OF_RECORD, contactOfRecord } from "./contact-of-record";
import { emit } from "./emit";
import { alreadyMade, findRecordId, type Made, noSuch } from "./made-record";

/** Of a row q of quotes with its contact c. */
export const QUOTE_COLUMNS = `q.id, q.external_id as "externalId", q.status, q.title, q.amount::float8 as amount, q.currency, q.url,
  q.valid_until as "validUntil", q.sent_at as "sentAt", q.decided_at as "decidedAt", q.created_at as "createdAt", q.updated_at as "updatedAt",
  ${CONTACT_OF_RECORD}`;

export const QUOTE_TABLES =
  "quotes q left join contacts c on c.workspace_id = q.workspace_id and c.id = q.contact_id";

export async function readQuote(tx: Tx, workspaceId: WorkspaceId, quoteId: string): Promise<Quote> {
  const { rows } = await tx.query<Quote>(
    `select ${QUOTE_COLUMNS} from ${QUOTE_TABLES} where q.workspace_id = $1::uuid and q.id = $2::uuid`,
    [workspaceId, quoteId],
  );
  if (rows[0]) return rows[0];
  throw noSuchQuote(quoteId);
}

export const noSuchQuote = (id: string) => noSuch("quote", id);

/** A new quote, and quote.sent unless it is a draft. */
export async function createQuote(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewQuote,
  cause: Cause,
  {
    requestKey,
    contactId: otherwise = null,
  }: { requestKey?: string | undefined; contactId?: string | null } = {},
): Promise<Made<Quote>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "quotes", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await readQuote(tx, workspaceId, before.id) };
  const contactId = await contactOfRecord(tx, workspaceId, data, otherwise);
  const currency = data.currency ?? "usd";
  const status = data.status ?? "sent";
  const at = now();
  const { rowCount } = await tx.query(
    `insert into quotes (id, workspace_id, external_id, contact_id, status, title, amount, currency, url, valid_until, sent_at, created_at, updated_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::bigint, $8, $9, $10::timestamptz, case when $5 = 'sent' then $11::timestamptz end, $11::timestamptz, $11::timestamptz)
     on conflict do nothing`,
    [
      ...[
        id,
        workspaceId,
        externalId,
        contactId,
        status,
        data.title ?? "",
        toMinor(data.amount, currency),
        currency,
      ],
      ...[data.url ?? null, data.valid_until ? new Date(data.valid_until) : null, at],
    ],
  );
  if (rowCount === 0) {
    const quoteId = (await findRecordId(tx, workspaceId, "quotes", externalId ?? id)) ?? id;
    return { made: "existing", record: await readQuote(tx, workspaceId, quoteId) };
  }
  const quote = await readQuote(tx, workspaceId, id);
  if (status === "sent") await tell(tx, workspaceId, quote, cause);
  return { made: "created", record: quote };
}

/** Sets what the change names. A new status is told by quote.sent, quote.accepted, quote.declined or quote.expired. */
export async function changeQuote(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  change: QuoteChange,
  cause: Cause,
): Promise<Quote> {
  const quoteId = await findRecordId(tx, workspaceId, "quotes", id);
  if (!quoteId) throw noSuchQuote(id);
  await tx.query("select 1 from quotes where workspace_id = $1::uuid and id = $2::uuid for no key update", [
    workspaceId,
    quoteId,
  ]);
  const quote = await readQuote(tx, workspaceId, quoteId);
  const status = change.status ?? quote.status;
  const why = whyNotQuoteStatus(quote.status, status);
  if (why) throw new AppError("conflict", why, { existingId: quoteId });
  const validUntil = change.valid_until ? new Date(change.valid_until) : change.valid_until;
  await tx.query(
    `update quotes set status = $3, title = $4, amount = $5::bigint, url = $6, valid_until = $7::timestamptz, updated_at = $8::timestamptz,
       sent_at = case when $3 = 'sent' and status <> 'sent' then $8::timestamptz else sent_at end,
       decided_at = case when $3 in ('accepted', 'declined') and status <> $3 then $8::timestamptz else decided_at end
     where workspace_id = $1::uuid and id = $2::uuid`,
    [
      workspaceId,
      quoteId,
      status,
      change.title ?? quote.title,
      change.amount === undefined ? quote.amount : toMinor(change.amount, quote.currency),
      change.url === undefined ? quote.url : change.url,
      validUntil === undefined ? quote.validUntil : validUntil,
      now(),
    ],
  );
  const changed = await readQuote(tx, workspaceId, quoteId);
  if (status !== quote.status) await tell(tx, workspaceId, changed, cause);
  return changed;
}

/** A draft is nobody's news. */
async function tell(tx: Tx, workspaceId: WorkspaceId, quote: Quote, cause: Cause): Promise<void> {
  const { status, contact } = quote;
  if (status === "draft") return;
  await emit(tx, workspaceId, `quote.${status}`, quotePayload(quote), cause, aboutContact(contact));
}
