import * as z from "zod";
import { pool } from "@/server/db/pool";
import type { Quote } from "@/server/domain/quote";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findRecordId } from "@/server/records/made-record";
import { noSuchQuote, QUOTE_COLUMNS, QUOTE_TABLES, readQuote } from "@/server/records/quote";

export const quoteCursorSchema = z.object({ createdAt: z.coerce.date(), id: z.uuid() });
type Cursor = z.output<typeof quoteCursorSchema>;

/** A page of quotes, the newest first. */
export async function listQuotes(
  workspaceId: WorkspaceId,
  { status, limit }: { status: string | null; limit: number },
  cursor?: Cursor,
) {
  const { rows } = await pool().query<Quote>(
    `select ${QUOTE_COLUMNS} from ${QUOTE_TABLES}
     where q.workspace_id = $1 and ($2::text is null or q.status = $2)
       and ($3::timestamptz is null or (q.created_at, q.id) < ($3, $4::uuid))
     order by q.created_at desc, q.id desc limit $5`,
    [workspaceId, status, cursor?.createdAt ?? null, cursor?.id ?? null, limit + 1],
  );
  const quotes = rows.slice(0, limit);
  const last = quotes.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { quotes, nextCursor };
}

export async function getQuote(workspaceId: WorkspaceId, id: string): Promise<Quote> {
  const quoteId = await findRecordId(pool(), workspaceId, "quotes", id);
  if (!quoteId) throw noSuchQuote(id);
  return readQuote(pool(), workspaceId, quoteId);
}
