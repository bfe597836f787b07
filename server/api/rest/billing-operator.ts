/** What an operator does for a workspace's bill, over HTTP; `npm run billing` does the same from a shell. */
import * as z from "zod";
import { operatorView } from "@/server/features/credits/data";
import {
  agreePricing,
  creditSchema,
  giveBack,
  giveCredit,
  pricingSchema,
  refundSchema,
} from "@/server/features/credits/mutations";
import { nothing, type RestContract } from "./contract";
import { restRoute } from "./rest-route";

const contract = <Body>(
  own: Pick<RestContract<Body>, "method" | "path" | "summary" | "body" | "refusals" | "success">,
): RestContract<Body, null, null> => ({
  ...{ tag: "Operator", access: { kind: "internal" }, params: nothing, query: nothing },
  ...own,
});

const answered = (status: number, description: string) => ({
  ...{ status, description },
  schema: z.record(z.string(), z.unknown()),
});

export const billingShow = restRoute(
  contract({
    ...{ method: "GET", path: "/api/internal/billing", summary: "How a workspace stands", body: nothing },
    success: answered(200, "Plan, terms, period, usage and open grants."),
  }),
  async ({ workspaceId }) => ({ body: await operatorView(workspaceId) }),
);

export const creditGive = restRoute(
  contract({
    ...{ method: "POST", path: "/api/internal/billing/credits", summary: "Give tokens" },
    ...{ body: creditSchema, success: answered(201, "They are there at once.") },
  }),
  async ({ workspaceId, credential, body }) => {
    const { id, milliTokens, expiresAt } = await giveCredit(workspaceId, credential.actor, body);
    return { body: { id, tokens: milliTokens / 1000, expires_at: expiresAt?.toISOString() ?? null } };
  },
);

export const refundGive = restRoute(
  contract({
    ...{ method: "POST", path: "/api/internal/billing/refunds", summary: "Give a charge back" },
    ...{ body: refundSchema, success: answered(201, "The record of the ledger that takes it back.") },
    refusals: ["not_found", "conflict"],
  }),
  async ({ workspaceId, credential, body }) => {
    const { key, milliTokens, period } = await giveBack(workspaceId, credential.actor, body);
    return { body: { key, tokens: milliTokens / 1000, period } };
  },
);

export const pricingSet = restRoute(
  contract({
    ...{ method: "PUT", path: "/api/internal/billing/pricing", summary: "Agree on prices of its own" },
    ...{
      body: pricingSchema,
      success: answered(
        200,
        "The workspace is on Enterprise with these terms; with a `pay_url`: when that invoice is paid.",
      ),
    },
  }),
  async ({ workspaceId, credential, body }) => {
    const { terms, payUrl } = await agreePricing(workspaceId, credential.actor, body);
    return { body: { ...terms, pay_url: payUrl } };
  },
);
