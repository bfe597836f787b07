import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { catalogue } from "@/server/api/rest/catalogue";
import { newId } from "@/server/db/id";
import { apiScopes } from "@/server/domain/api-scope";
import { readWebhookToken } from "@/server/features/webhook-tokens/data";
import { newPerson, type Person } from "../fixtures/people";
import { fingerprint, makeVictim, marksOf, type Victim } from "../integration/support/victim";
import { type Answer, call, newKey } from "./support/rest";
import { routeCases } from "./support/route-cases";

const routes = catalogue.map((route) => ({
  name: `${route.contract.method} ${route.contract.path}`,
  ...route,
}));
const everyScope = apiScopes.map(({ scope }) => scope);

let victim: Victim;
let stranger: Person;
let webhookToken: string;
let before: string;

beforeAll(async () => {
  victim = await makeVictim();
  stranger = await newPerson("Eve");
  webhookToken = (await readWebhookToken(stranger.workspace.id, { userId: stranger.id })) ?? "";
});

/** A workspace has few keys: one for each set of scopes. */
const keys = new Map<string, Promise<{ secret: string }>>();
async function bearer(scopes: typeof everyScope) {
  const key = keys.get(scopes.join()) ?? newKey(stranger, scopes);
  keys.set(scopes.join(), key);
  return { authorization: `Bearer ${(await key).secret}` };
}

beforeEach(async () => {
  before = await fingerprint(victim);
});

/** An id that the stranger posted as a customer's is kept as a text of the stranger's own, and shown again as that. */
const withoutOwnWords = (text: string) => text.replaceAll(/"(?:external_id|customer_id)":"[^"]*"/g, "");

test("every address has its line in the table", () => {
  expect(Object.keys(routeCases).sort()).toEqual(routes.map(({ name }) => name).sort());
});

describe.each(routes)("$name", ({ name, contract, answer }) => {
  const send = (headers: Record<string, string>): Promise<Answer> => {
    const sent = routeCases[name]?.(victim, { webhookToken });
    if (!sent) throw new Error(`no line for ${name}`);
    const method = contract.method;
    return call(
      { [method]: answer },
      { ...sent, method, headers: { ...sent.headers, "x-forwarded-for": newId(), ...headers } },
    );
  };

  test("shows and changes nothing of another workspace", async () => {
    const { status, text } = await send(await bearer(everyScope));
    expect(status).toBeLessThan(500);
    expect(marksOf(victim).filter((mark) => withoutOwnWords(text).includes(mark))).toEqual([]);
    expect(await fingerprint(victim)).toBe(before);
  });

  test("wants a credential", async () => {
    const { status, text } = await send({});
    expect(status).toBe(contract.access.kind === "address" ? 404 : 401);
    expect(marksOf(victim).filter((mark) => text.includes(mark))).toEqual([]);
    expect(await fingerprint(victim)).toBe(before);
  });

  test.runIf(contract.access.kind === "bearer")("wants its scope", async () => {
    const { access } = contract;
    const others = everyScope.filter((scope) => access.kind === "bearer" && scope !== access.scope);
    expect((await send(await bearer(others))).status).toBe(403);
    expect(await fingerprint(victim)).toBe(before);
  });
});
