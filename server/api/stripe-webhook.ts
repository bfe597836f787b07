import { takeWebhook } from "@/server/billing/webhooks/take-webhook";
import { methodProblem, problemResponse } from "./rest/problem-response";
import { readBody } from "./rest/read-body";
import { requestIdOf } from "./rest/rest-route";

/** Far more than any event has. */
const MOST_BYTES = 1_048_576;

/** Where Stripe posts events. Each is written down, answered, and then handled: Stripe waits for no more than that. */
export const stripeWebhook = {
  snapshot: (request: Request) => take(request, "snapshot"),
  thin: (request: Request) => take(request, "thin"),

  refuse: async (request: Request): Promise<Response> =>
    methodProblem(request.method, "POST", "Stripe posts events to this address.", requestIdOf(request)),
};

async function take(request: Request, kind: "snapshot" | "thin"): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const raw = await readBody(request, MOST_BYTES);
    const { id, ignored, handle } = await takeWebhook(raw, request.headers.get("stripe-signature"), kind);
    void handle();
    const headers = { "cache-control": "no-store", "x-request-id": requestId };
    return Response.json({ received: id, ...(ignored && { ignored }) }, { headers });
  } catch (error) {
    const response = problemResponse(error, requestId);
    response.headers.set("x-request-id", requestId);
    return response;
  }
}
