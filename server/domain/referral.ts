import * as z from "zod";

/** The code by which somebody came, on an order, a payment or a customer. One that nobody has is no reason to refuse them. */
export const referralCodeField = z.string("Has to be text.").trim().max(60).nullish().meta({
  description:
    "The code of the contact who recommended you to them. The first one of a person counts, with referral.converted.",
});

/** The page that referral links lead to: an address of the workspace's own. Empty: a page of ours. */
export const referralUrlSchema = z
  .union(
    [
      z.literal(""),
      z
        .url({ protocol: /^https?$/, error: "Enter a web address, such as https://example.com/welcome." })
        .max(2_000, "Use at most 2,000 characters."),
    ],
    { error: "Enter a web address, such as https://example.com/welcome." },
  )
  .transform((url) => url || null);

/** Where a referral link leads: the page, which is told the code as `ref`. */
export function withReferral(page: string, code: string): string {
  const url = new URL(page);
  url.searchParams.set("ref", code);
  return url.href;
}

/**
 * Who opens addresses without being a person: crawlers, and programs that draw a preview of a link that somebody shares.
 * They say so themselves; a browser always names itself.
 */
export const isPreview = (userAgent: string): boolean =>
  !/^\S+\/\S+ \(/.test(userAgent) || PREVIEWERS.test(userAgent);

const PREVIEWERS = /bot\b|bot\/|crawl|spider|preview|facebookexternalhit|whatsapp|embedly|headless/i;
