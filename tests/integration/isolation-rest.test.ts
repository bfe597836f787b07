import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ApiScope, apiScopes } from "@/server/domain/api-scope";
import { readWebhookToken } from "@/server/features/webhook-tokens/data";
import { newPerson, type Person } from "../fixtures/people";
import {
  exemptRoutes,
  openRouteCases,
  type RouteRequest,
  routeCases,
  type Stranger,
} from "./support/route-cases";
import { fingerprint, makeVictim, marksOf, type Victim } from "./support/victim";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const ALL = apiScopes.map(({ scope }) => scope);

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((file) => join("app", file))
  .filter((file) => file.endsWith("/route.ts"));

let victim: Victim;
let stranger: Stranger;
let before: string;

beforeAll(async () => {
  victim = await makeVictim();
  const eve = await newPerson("Eve");
  const webhookToken = await readWebhookToken(eve.workspace.id, { userId: eve.id });
  stranger = { ...eve, webhookToken: webhookToken ?? "" };
});
beforeEach(async () => {
  before = await fingerprint(victim);
});

test("every method of every route has its line in one of the tables", async () => {
  const guarded = files.filter((file) => !(file in exemptRoutes)).sort();
  const methods = await Promise.all(
    guarded.map(async (file) => (await methodsOf(file)).map((method) => `${file} ${method}`)),
  );
  expect([...Object.keys(routeCases), ...Object.keys(openRouteCases)].sort()).toEqual(methods.flat().sort());
  expect(Object.keys(exemptRoutes).filter((file) => !files.includes(file))).toEqual([]);
});

describe.each(Object.entries(routeCases))("%s", (route, { scope, request }) => {
  const reach = (key: string | null) => send(route, request(victim, stranger), key);

  test("refuses whoever has no key", async () => {
    expect((await reach(null)).status).toBe(401);
    expect((await reach("baton_0123456789012345678901234567890123456789012")).status).toBe(401);
    expect(await fingerprint(victim)).toBe(before);
  });

  test("refuses a key without the scope", async () => {
    expect(
      (
        await reach(
          await keyOf(
            stranger,
            ALL.filter((one) => one !== scope),
          ),
        )
      ).status,
    ).toBe(403);
    expect(await fingerprint(victim)).toBe(before);
  });

  test("does not reach from one workspace into another", async () => {
    await expectNothing(route, request(victim, stranger), await keyOf(stranger, ALL));
  });
});

describe.each(Object.entries(openRouteCases))("%s", (route, { attempts }) => {
  test("does not reach from one workspace into another", async () => {
    for (const attempt of attempts(victim, stranger)) await expectNothing(route, attempt, null);
  });
});

/** Refused, or answered about the stranger's own things alone; and the victim is as it was. */
async function expectNothing(route: string, request: RouteRequest, key: string | null): Promise<void> {
  const response = await send(route, request, key);
  const said = await response.text();
  // Not any 422: a line in the tables that is no valid request would prove nothing.
  if (response.status === 422) expect(said).toContain('"tenant_id"');
  else if (!response.ok) expect([404, 409]).toContain(response.status);
  // What was sent may come back ("there is no flow …"). Everything else would tell.
  const sent = JSON.stringify(request);
  expect(marksOf(victim).filter((mark) => said.includes(mark) && !sent.includes(mark))).toEqual([]);
  expect(await fingerprint(victim)).toBe(before);
}

async function keyOf(person: Person, scopes: ApiScope[]): Promise<string> {
  const { slug } = person.workspace;
  for (const { id } of await person.caller.apiKeys.list({ workspace: slug })) {
    await person.caller.apiKeys.revoke({ workspace: slug, keyId: id });
  }
  return (await person.caller.apiKeys.create({ workspace: slug, key: { name: "Key", scopes } })).secret;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

let requests = 0;

async function send(
  route: string,
  { params = {}, query = {}, body }: RouteRequest,
  key: string | null,
): Promise<Response> {
  const [file = "", method = ""] = route.split(" ");
  const handler: unknown = (await load(file))[method];
  if (!isHandler(handler)) throw new Error(`${route} is no route`);
  const path = file
    .slice("app".length, -"/route.ts".length)
    .replace(/\[(\w+)\]/g, (_, name) => params[name] ?? "");
  const url = `http://localhost:3000${path}?${new URLSearchParams(query)}`;
  // As from a client of its own each: guesses of one address are limited.
  const client = `10.0.${requests >> 8}.${requests++ & 255}`;
  const headers = {
    "content-type": "application/json",
    "x-forwarded-for": client,
    ...(key ? { authorization: `Bearer ${key}` } : {}),
  };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  return handler(new Request(url, init), { params: Promise.resolve(params) });
}

/** Those that a file answers; of the others it says so (405). */
async function methodsOf(file: string): Promise<string[]> {
  const named = Object.keys(await load(file)).filter((name) => METHODS.includes(name));
  const answers = await Promise.all(named.map((method) => send(`${file} ${method}`, {}, null)));
  return named.filter((_, index) => answers[index]?.status !== 405);
}

const load = (file: string): Promise<Record<string, unknown>> => import(/* @vite-ignore */ `../../${file}`);

const isHandler = (value: unknown): value is Handler => typeof value === "function";
