import { inTransaction } from "@/server/db/pool";
import type { NewReview, Review } from "@/server/domain/review";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { requireNew } from "@/server/records/made-record";
import * as records from "@/server/records/review";

export function createReview(
  workspaceId: WorkspaceId,
  by: { actor: Actor; source: string },
  data: NewReview,
  requestKey?: string,
): Promise<Review> {
  return inTransaction(async (tx) => {
    const made = await records.createReview(tx, workspaceId, data, by, { requestKey });
    const review = requireNew(made, "review");
    if (made.made !== "created") return review;
    const { id, externalId, rating, site } = review;
    await writeAudit(tx, {
      ...{ workspaceId, actor: by.actor, action: "review.created" },
      target: { type: "review", id, name: externalId ?? id },
      details: { rating, site },
    });
    return review;
  });
}
