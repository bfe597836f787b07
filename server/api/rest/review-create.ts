import { newReviewSchema, reviewDocument, reviewDocumentSchema } from "@/server/domain/review";
import { createReview } from "@/server/features/reviews/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const reviewCreate = restRoute(
  {
    method: "POST",
    path: "/api/reviews",
    tag: "Reviews",
    summary: "Tell of a review",
    description:
      "What somebody wrote about you on a review site. Emits review.received. An id that is there already is refused with its existing_id.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newReviewSchema,
    idempotent: true,
    success: { status: 201, description: "The new review.", schema: reviewDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const review = await createReview(workspaceId, credential, body, idempotencyKeyOf(headers));
    return { headers: { location: `/api/reviews/${review.id}` }, body: reviewDocument(review) };
  },
);
