/** Requests as they come to a route handler, and callers that may send them. */
import type { ApiScope } from "@/server/domain/api-scope";
import { newPerson, type Person } from "../../fixtures/people";

type Context = { params: Promise<Record<string, string>> };
export type Handlers = Record<string, (request: Request, context: Context) => Promise<Response>>;

export type Sent = {
  method?: string;
  path?: string;
  params?: Record<string, string>;
  headers?: Record<string, string | null>;
  /** Anything but text and bytes is sent as JSON. */
  body?: unknown;
};

export type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

/** A null header is one that is left out. */
export async function call(handlers: Handlers, sent: Sent = {}): Promise<Answer> {
  const { method = "POST", path = "/", params = {}, body } = sent;
  const headers = new Headers();
  const given = { ...(body === undefined ? {} : { "content-type": "application/json" }), ...sent.headers };
  for (const [name, value] of Object.entries(given)) if (value !== null) headers.set(name, value);
  const init: RequestInit & { duplex?: "half" } = { method, headers };
  if (body !== undefined) init.body = toBody(body);
  if (body instanceof ReadableStream) init.duplex = "half";
  const request = new Request(`http://localhost:3000${path}`, init);
  // What fetch adds by itself to a text body.
  if (given["content-type"] === null) request.headers.delete("content-type");
  const handler = handlers[method];
  if (!handler) throw new Error(`no handler for ${method}`);
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: /json/.test(type) ? JSON.parse(text) : {},
  };
}

function toBody(body: unknown): BodyInit {
  if (typeof body === "string" || body instanceof ReadableStream) return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return JSON.stringify(body);
}

export const fieldsOf = ({ body }: Answer): unknown[] =>
  Array.isArray(body.problems) ? body.problems.map(({ field }) => field) : [];

export type KeyHolder = { person: Person; keyId: string; secret: string; bearer: { authorization: string } };

/** Someone with an API key. */
export async function newKeyHolder(
  scopes: ApiScope[] = ["events:write"],
  origins: string[] = [],
): Promise<KeyHolder> {
  const person = await newPerson();
  const { id, secret } = await newKey(person, scopes, origins);
  return { person, keyId: id, secret, bearer: { authorization: `Bearer ${secret}` } };
}

export const newKey = ({ caller, workspace }: Person, scopes: ApiScope[], origins: string[] = []) =>
  caller.apiKeys.create({ workspace: workspace.slug, key: { name: "Test key", scopes, origins } });
