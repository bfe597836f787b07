import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { claimRequest } from "./claim-request";

/** What came of posting a record: `existing` has the external id already, `repeated` was made by the same request before. */
export type Made<T> = { made: "created" | "existing" | "repeated"; record: T };

/** The tables of records that people post with ids of their own. */
export type RecordTable = "products" | "orders" | "payments" | "quotes" | "appointments" | "reviews";

/** Id of the record that is there already for this request, or null: then `id` may be made. */
export async function alreadyMade(
  tx: Tx,
  workspaceId: WorkspaceId,
  table: RecordTable,
  { id, externalId, requestKey }: { id: string; externalId: string | null; requestKey: string | undefined },
): Promise<{ id: string; made: "existing" | "repeated" } | null> {
  if (requestKey !== undefined) {
    const first = await claimRequest(tx, workspaceId, table, requestKey, id);
    if (first !== id) return { id: first, made: "repeated" };
  }
  const there = externalId ? await findRecordId(tx, workspaceId, table, externalId) : null;
  return there ? { id: there, made: "existing" } : null;
}

/** By our id of it, or by the one that it was posted with. */
export async function findRecordId(
  tx: Tx,
  workspaceId: WorkspaceId,
  table: RecordTable,
  id: string,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from ${table} where workspace_id = $1::uuid and (id = $2::uuid or external_id = $3)
     order by (id = $2::uuid) desc nulls last limit 1`,
    [workspaceId, isUuid(id) ? id : null, id],
  );
  return rows[0]?.id ?? null;
}

/** The record of this request; refused when one with the same external id was made by another. */
export function requireNew<T extends { id: string; externalId: string | null }>(
  { made, record }: Made<T>,
  noun: string,
): T {
  if (made !== "existing") return record;
  throw new AppError(
    "conflict",
    `There is already ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} with the id ${record.externalId}. Change that one, or choose another id.`,
    { existingId: record.id },
  );
}

/** Names what people wrote; our own ids tell them nothing. */
export const noSuch = (noun: string, id: string) =>
  new AppError(
    "not_found",
    `There is no ${isUuid(id) ? `such ${noun}` : `${noun} ${id}`} in this workspace. Check the id.`,
  );
