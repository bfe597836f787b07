import { databaseAway } from "@/server/db/database-away";
import { AppError, httpStatus } from "@/server/domain/errors";
import { plainPage } from "./plain-page";

/** A page for people without an account, whole as it comes: it runs no script, loads nothing and is kept by nobody. */
export const pageResponse = (html: string, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      ...headers,
    },
  });

/** The page, or in its place one that says in words why it cannot be shown just now. */
export async function pageOrRefusal(make: () => Promise<Response>): Promise<Response> {
  try {
    return await make();
  } catch (error) {
    const away = databaseAway(error);
    const refusal = away ?? (error instanceof AppError ? error : null);
    if (!refusal) throw error;
    const { retryAfterSeconds } = refusal.details;
    return pageResponse(
      plainPage({
        title: "This page cannot be shown right now",
        text: away ? "Open the link again in a minute. Nothing was changed." : refusal.message,
      }),
      httpStatus[refusal.code],
      retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {},
    );
  }
}
