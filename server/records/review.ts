import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { ownIdOf } from "../domain/external-id";
import { type NewReview, type Review, reviewPayload } from "../domain/review";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact, CONTACT_OF_RECORD, contactOfRecord } from "./contact-of-record";
import { emit } from "./emit";
import { alreadyMade, findRecordId, type Made, noSuch } from "./made-record";

/** Of a row v of reviews with its contact c. */
export const REVIEW_COLUMNS = `v.id, v.external_id as "externalId", v.rating, v.text, v.site, v.url, v.at, v.created_at as "createdAt",
  ${CONTACT_OF_RECORD}`;

export const REVIEW_TABLES =
  "reviews v left join contacts c on c.workspace_id = v.workspace_id and c.id = v.contact_id";

export async function readReview(tx: Tx, workspaceId: WorkspaceId, reviewId: string): Promise<Review> {
  const { rows } = await tx.query<Review>(
    `select ${REVIEW_COLUMNS} from ${REVIEW_TABLES} where v.workspace_id = $1::uuid and v.id = $2::uuid`,
    [workspaceId, reviewId],
  );
  if (rows[0]) return rows[0];
  throw noSuch("review", reviewId);
}

/** What somebody wrote about the business, and review.received. It is a fact and never changes. */
export async function createReview(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewReview,
  cause: Cause,
  { requestKey }: { requestKey?: string | undefined } = {},
): Promise<Made<Review>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "reviews", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await readReview(tx, workspaceId, before.id) };
  const contactId = await contactOfRecord(tx, workspaceId, data);
  const at = now();
  const { rowCount } = await tx.query(
    `insert into reviews (id, workspace_id, external_id, contact_id, rating, text, site, url, at, created_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5::int, $6, $7, $8, $9::timestamptz, $10::timestamptz) on conflict do nothing`,
    [
      ...[id, workspaceId, externalId, contactId, data.rating, data.text ?? "", data.site ?? ""],
      ...[data.url ?? null, data.at ? new Date(data.at) : at, at],
    ],
  );
  if (rowCount === 0) {
    const reviewId = (await findRecordId(tx, workspaceId, "reviews", externalId ?? id)) ?? id;
    return { made: "existing", record: await readReview(tx, workspaceId, reviewId) };
  }
  const review = await readReview(tx, workspaceId, id);
  await emit(tx, workspaceId, "review.received", reviewPayload(review), cause, aboutContact(review.contact));
  return { made: "created", record: review };
}
