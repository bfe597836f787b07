/** One request and its answer over one connection: no redirects, bounded in size and time. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import type { Agent, Dispatcher } from "undici";
import { OutgoingFailure, toOutgoingFailure } from "./outgoing-failure";

export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

export type Exchange = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | Buffer | null;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};

export type Answer = {
  status: number;
  statusText: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

export async function guardedExchange(agent: Agent, exchange: Exchange): Promise<Answer> {
  const answer = await dispatch(agent, exchange);
  return { ...answer, body: await decompress(answer, exchange.url.host) };
}

/** undici's `dispatch` and not its `request`: only the handler learns whether a request left before it failed. */
function dispatch(
  agent: Agent,
  { method, url, headers, body, timeoutMs, signal }: Exchange,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer: Answer = { status: 0, statusText: "", headers: {}, body: Buffer.alloc(0) };
    const chunks: Buffer[] = [];
    let size = 0;
    let left = false;
    let failure: OutgoingFailure | undefined;
    let controller: Dispatcher.DispatchController | undefined;

    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onTimeout);
    };
    const fail = (error: unknown) => {
      if (failure) return;
      failure = toOutgoingFailure(error, url.host, left);
      settle();
      controller?.abort(failure);
      reject(failure);
    };
    const onTimeout = () => fail(new OutgoingFailure("timeout", `${url.host} did not answer in time`, left));
    const timer = setTimeout(onTimeout, timeoutMs);
    if (signal?.aborted) return onTimeout();
    signal?.addEventListener("abort", onTimeout);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        if (failure) return started.abort(failure);
        controller = started;
        left = true;
      },
      onResponseStart(_, status, received, statusText) {
        Object.assign(answer, { status, headers: received, statusText: statusText ?? "" });
        if (Number(received["content-length"]) > MAX_RESPONSE_BYTES) fail(tooLarge(url.host));
      },
      onResponseData(_, chunk) {
        size += chunk.length;
        if (size > MAX_RESPONSE_BYTES) fail(tooLarge(url.host));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        settle();
        const [only] = chunks;
        resolve({ ...answer, body: chunks.length === 1 && only ? only : Buffer.concat(chunks, size) });
      },
      onResponseError: (_, error) => fail(error),
    };
    try {
      agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method,
          headers,
          body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      fail(error);
    }
  });
}

async function decompress({ headers, body }: Answer, host: string): Promise<Buffer> {
  const encoding = String(headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding === "identity" || body.length === 0) return body;
  const inflate = INFLATE[encoding];
  if (!inflate)
    throw new OutgoingFailure(
      "bad_response",
      `${host} answered in the encoding “${encoding}”, which was not asked for`,
      true,
    );
  try {
    return await inflate(body, { maxOutputLength: MAX_RESPONSE_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(host);
    throw new OutgoingFailure("bad_response", `${host} answered with broken compressed data`, true);
  }
}

export const ACCEPT_ENCODING = "gzip, br";
const INFLATE: Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  "x-gzip": promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

const tooLarge = (host: string) =>
  new OutgoingFailure("response_too_large", `${host} answered with more than 4 MB`, true);
