import { AppError } from "@/server/domain/errors";
import { findWebhookToken, type WebhookCredential } from "@/server/features/webhook-tokens/data";
import type { Credential } from "./credential";
import { takeToken } from "./token-bucket";

/** What a webhook address may take; the sender is an outside service, which sends again when it is told to wait. */
export const WEBHOOK_RATE = { burst: 1_000, perSecond: 500 };

/** Tried addresses that open nothing, all together: each costs a lookup. */
const WRONG_RATE = { burst: 500, perSecond: 50 };

/** The token's credential; whatever is wrong with an address, the answer is the same. */
export async function openWebhookAddress(
  token: string,
  fits: (owner: WebhookCredential) => boolean,
): Promise<Credential> {
  const owner = TOKEN.test(token) ? await findWebhookToken(token) : null;
  if (!owner || !fits(owner)) {
    takeToken("wrong-webhook-address", WRONG_RATE);
    throw new AppError(
      "not_found",
      "There is no webhook at this address, or it was revoked. Copy the address again from the flow's page.",
    );
  }
  return {
    kind: "address",
    workspaceId: owner.workspaceId,
    source: "webhook",
    scopes: ["events:write"],
    origins: [],
    bucket: owner.tokenId,
    actor: { type: "system", id: null, name: "Webhook" },
    ...(owner.flowId && { flowId: owner.flowId }),
  };
}

const TOKEN = /^[\w-]{20,100}$/;
