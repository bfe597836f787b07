import { createHmac } from "node:crypto";
import { AppError } from "@/server/domain/errors";
import { isPreview, withReferral } from "@/server/domain/referral";
import { env } from "@/server/env";
import { openReferral, type ReferralPage } from "@/server/features/referrals/data";
import { recordVisit } from "@/server/features/referrals/mutations";
import { clientOf } from "@/server/features/sessions/service";
import { rateLimit } from "@/server/ops/rate-limit";
import { pageResponse } from "./page-response";
import { plainPage } from "./plain-page";

/**
 * A contact's referral link: tells referral.clicked, once per visitor, and leads on to the workspace's own page. No cookie
 * is set: a visitor is told from others by a keyed hash of address and browser, of which nothing can be read back.
 */
export async function followReferral(slug: string, code: string, request: Request): Promise<Response> {
  const page = await openReferral(slug, code);
  if (!page)
    return show(404, {
      title: "This link does not work",
      text: "It may have been cut off on its way. Ask for it again.",
    });
  await countVisit(page, request);
  if (page.url)
    return new Response(null, {
      status: 302,
      headers: { location: withReferral(page.url, page.code), "cache-control": "no-store" },
    });
  return show(200, {
    title: page.by ? `${page.by} recommends ${page.workspace}` : `You were recommended ${page.workspace}`,
    text: `Mention the code ${page.code} when you order.`,
  });
}

/** Whatever becomes of the count, the visitor is led on. */
async function countVisit(page: ReferralPage, { headers }: Request): Promise<void> {
  const { ip, userAgent } = clientOf(headers);
  const ahead = `${headers.get("sec-purpose") ?? ""} ${headers.get("purpose") ?? ""}`;
  if (isPreview(userAgent) || /prefetch|preview|prerender/i.test(ahead)) return;
  try {
    await rateLimit(`referral:${page.codeId}`, { limit: 1_000, windowSeconds: 3_600 });
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return;
    throw error;
  }
  const visitor = createHmac("sha256", env().AUTH_SECRET)
    .update(`referral\n${page.codeId}\n${ip}\n${userAgent}`)
    .digest("base64url");
  await recordVisit(page, visitor);
}

const show = (status: number, words: { title: string; text: string }): Response =>
  pageResponse(plainPage(words), status);
