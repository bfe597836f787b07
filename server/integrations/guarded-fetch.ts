/**
 * The one client for addresses that customers give. Only http and https, only public addresses — checked
 * at connection time, on every hop — bounded in time, size and redirects. It keeps connections alive: it is on the path
 * of every outgoing step.
 */
import { isAllowedHost } from "./allowed-host";
import { type GuardedAgents, guardedAgents } from "./guarded-agent";
import { ACCEPT_ENCODING, type Answer, guardedExchange } from "./guarded-exchange";
import { OutgoingFailure } from "./outgoing-failure";

export type OutgoingRequest = {
  method: string;
  url: string;
  /** Lower-case names. */
  headers?: Record<string, string>;
  body?: string | Buffer | null;
  /** For the whole of it, redirects included. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** 5 unless said otherwise. */
  maxRedirects?: number;
  /** Origins that may be reached although they are not public. Default: those of BATON_HTTP_ALLOW. */
  isAllowed?: (url: URL) => boolean;
  agents?: GuardedAgents;
};

export type OutgoingResponse = Answer & { url: string };

declare global {
  var batonOutgoing: GuardedAgents | undefined;
}

export async function guardedFetch(request: OutgoingRequest): Promise<OutgoingResponse> {
  globalThis.batonOutgoing ??= guardedAgents();
  const agents = request.agents ?? globalThis.batonOutgoing;
  const isAllowed = request.isAllowed ?? isAllowedByOperator;
  const deadline = performance.now() + request.timeoutMs;
  let hop: Hop = {
    method: request.method,
    url: outgoingUrl(request.url),
    headers: { "accept-encoding": ACCEPT_ENCODING, "user-agent": "Baton/1.0", ...request.headers },
    body: request.body ?? null,
  };
  for (let redirects = 0; ; redirects++) {
    const agent = isAllowed(hop.url) ? agents.open : agents.guarded;
    const timeoutMs = Math.max(1, deadline - performance.now());
    const answer = await guardedExchange(agent, { ...hop, timeoutMs, signal: request.signal }).catch(
      (failure) => {
        // An earlier hop was answered: what it did, it did.
        throw redirects > 0 && failure instanceof OutgoingFailure
          ? new OutgoingFailure(failure.reason, failure.message, true)
          : failure;
      },
    );
    const next = redirectOf(hop, answer);
    if (!next || request.maxRedirects === 0) return { ...answer, url: hop.url.href };
    if (redirects >= (request.maxRedirects ?? 5)) {
      throw new OutgoingFailure("too_many_redirects", `${hop.url.host} redirects too often`, true);
    }
    hop = next;
  }
}

type Hop = { method: string; url: URL; headers: Record<string, string>; body: string | Buffer | null };

/** What a redirect asks for, as browsers understand it; null when the answer is none. */
function redirectOf(hop: Hop, answer: Answer): Hop | null {
  const { location } = answer.headers;
  if (!REDIRECTS.has(answer.status) || typeof location !== "string") return null;
  const url = outgoingUrl(location, hop.url);
  const headers = url.origin === hop.url.origin ? hop.headers : withoutCredentials(hop.headers);
  const becomesGet =
    (answer.status === 303 && hop.method !== "HEAD") || (answer.status < 303 && hop.method === "POST");
  if (!becomesGet) return { ...hop, url, headers };
  const { "content-type": _type, "content-length": _length, ...rest } = headers;
  return { method: "GET", url, headers: rest, body: null };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Another origin is another receiver: whatever may prove who we are stays here. The idempotency key proves nothing. */
function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => name === "idempotency-key" || !CREDENTIAL.test(name),
  );
  return Object.fromEntries(kept);
}

const CREDENTIAL = /auth|cookie|key|token|secret|signature|password|session|credential/;

function outgoingUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  const left = base !== undefined;
  if (!url)
    throw new OutgoingFailure(
      "invalid_request",
      `“${text.slice(0, 200)}” is not an address. Write it as https://example.com/path.`,
      left,
    );
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new OutgoingFailure(
      "invalid_request",
      `Only http and https addresses can be called, not ${url.protocol}`,
      left,
    );
  }
  if (url.username || url.password) {
    throw new OutgoingFailure(
      "invalid_request",
      "An address must not carry a user name or password. Use the Authorization header.",
      left,
    );
  }
  return url;
}

const isAllowedByOperator = (url: URL): boolean =>
  isAllowedHost(url.hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
