import * as z from "zod";
import { pool } from "@/server/db/pool";
import type { Review } from "@/server/domain/review";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findRecordId, noSuch } from "@/server/records/made-record";
import { REVIEW_COLUMNS, REVIEW_TABLES, readReview } from "@/server/records/review";

export const reviewCursorSchema = z.object({ createdAt: z.coerce.date(), id: z.uuid() });
type Cursor = z.output<typeof reviewCursorSchema>;
type Filter = { site: string | null; limit: number };

/** A page of reviews, the newest first. */
export async function listReviews(workspaceId: WorkspaceId, { site, limit }: Filter, cursor?: Cursor) {
  const { rows } = await pool().query<Review>(
    `select ${REVIEW_COLUMNS} from ${REVIEW_TABLES}
     where v.workspace_id = $1 and ($2::text is null or v.site = $2)
       and ($3::timestamptz is null or (v.created_at, v.id) < ($3, $4::uuid))
     order by v.created_at desc, v.id desc limit $5`,
    [workspaceId, site, cursor?.createdAt ?? null, cursor?.id ?? null, limit + 1],
  );
  const reviews = rows.slice(0, limit);
  const last = reviews.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { reviews, nextCursor };
}

export async function getReview(workspaceId: WorkspaceId, id: string): Promise<Review> {
  const reviewId = await findRecordId(pool(), workspaceId, "reviews", id);
  if (reviewId) return readReview(pool(), workspaceId, reviewId);
  throw noSuch("review", id);
}
