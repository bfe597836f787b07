import { ActionError } from "@/server/domain/errors";
import type { ActionContext } from "../action";
import { guardedFetch, type OutgoingResponse } from "../guarded-fetch";
import { OutgoingFailure } from "../outgoing-failure";
import { readBody } from "../read-body";
import { retryAfterMs } from "../retry-after";

export type HttpRequestInput = {
  method: string;
  url: string;
  headers?: Record<string, unknown> | undefined;
  query?: Record<string, unknown> | undefined;
  body?: unknown;
  timeout: number;
  receiver_honours_idempotency_key: boolean;
};

export type HttpRequestOutput = {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  duration_ms: number;
};

/** What http_request does. An answer of 400 or above is an error; a request that got no answer is told apart by whether it left. */
export async function sendHttpRequest(
  input: HttpRequestInput,
  ctx: ActionContext,
): Promise<HttpRequestOutput> {
  const startedAt = performance.now();
  const { body, contentType } = outgoingBody(input);
  const headers = outgoingHeaders(input.headers ?? {});
  if (contentType) headers["content-type"] ??= contentType;
  headers["idempotency-key"] = ctx.idempotencyKey;

  const response = await guardedFetch({
    method: input.method,
    url: withQuery(input.url, input.query ?? {}),
    headers,
    body,
    timeoutMs: input.timeout,
    signal: ctx.signal,
  }).catch((failure: unknown) => {
    throw failure instanceof OutgoingFailure ? asActionError(failure, input) : failure;
  });
  if (response.status >= 400) throw answeredWithError(response, input, ctx.now);
  return {
    status: response.status,
    headers: safeHeaders(response),
    body: readBody(response),
    duration_ms: Math.round(performance.now() - startedAt),
  };
}

function asActionError(failure: OutgoingFailure, input: HttpRequestInput): ActionError {
  const what = `${input.method} ${withoutQuery(input.url)}`;
  const repeatable =
    !failure.left ||
    (input.method !== "POST" && input.method !== "PATCH") ||
    input.receiver_honours_idempotency_key;
  switch (failure.reason) {
    case "invalid_request":
    case "address_refused":
    case "too_many_redirects":
    case "response_too_large":
    case "bad_response":
      return new ActionError(failure.reason, `${what} failed: ${failure.message}`);
    case "not_reached":
    case "interrupted":
    case "timeout":
      if (repeatable)
        return new ActionError(failure.reason, `${what} failed: ${failure.message}`, { retryable: true });
      return new ActionError(
        "outcome_unknown",
        `${what}: ${failure.message}. The receiver may have acted on it, so it is not sent again. If it drops repeats of the Idempotency-Key header, tick “The receiver honours Idempotency-Key”.`,
      );
  }
}

function answeredWithError(response: OutgoingResponse, input: HttpRequestInput, now: Date): ActionError {
  const text = response.body
    .toString("utf8", 0, 400)
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, 200);
  const { status } = response;
  return new ActionError(
    `http_${status}`,
    `${input.method} ${withoutQuery(input.url)} answered ${status}${response.statusText && ` ${response.statusText}`}${text && `: ${text}`}`,
    {
      retryable: status === 408 || status === 425 || status === 429 || status >= 500,
      retryAfterMs: retryAfterMs(response.headers["retry-after"], now),
    },
  );
}

function outgoingBody({ method, body, headers }: HttpRequestInput): {
  body: string | null;
  contentType?: string;
} {
  if (body === undefined || body === null) return { body: null };
  if (method === "GET" || method === "HEAD") {
    throw new ActionError(
      "invalid_input",
      `A ${method} request carries no body. Remove the body, or choose POST.`,
    );
  }
  if (typeof body !== "string") return { body: JSON.stringify(body), contentType: "application/json" };
  const typed = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "content-type");
  return { body, contentType: !typed && isJson(body) ? "application/json" : "text/plain;charset=utf-8" };
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function outgoingHeaders(given: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    const lower = name.trim().toLowerCase();
    if (RESERVED.test(lower)) {
      throw new ActionError(
        "invalid_input",
        `The header “${name}” is set by Baton. Remove it from the step's headers.`,
      );
    }
    headers[lower] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return headers;
}

/** What frames a request, and the key that makes its repeats safe. */
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|accept-encoding|idempotency-key|proxy-.*)$/;

function withQuery(url: string, query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== null && item !== undefined)
      .map((item) => [name, textOf(item)]),
  );
  if (pairs.length === 0 || !URL.canParse(url)) return url;
  const address = new URL(url);
  for (const [name = "", value = ""] of pairs) address.searchParams.append(name, value);
  return address.href;
}

const textOf = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** Addresses in messages lose their query: keys are sometimes written there. */
const withoutQuery = (url: string) => url.replace(/[?#].*$/s, "").slice(0, 300);

function safeHeaders(response: OutgoingResponse): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && SAFE.test(name)) safe[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return safe;
}

/** Never set-cookie, nor anything else that could be a credential. */
const SAFE =
  /^(content-type|content-length|content-language|content-disposition|date|etag|expires|last-modified|location|link|cache-control|retry-after|x-request-id|x-correlation-id|x-total-count|x-ratelimit-.*|ratelimit.*)$/;
