/** What an operator does for a workspace's bill: over HTTP with the internal token alone, and from a shell. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as creditsRoute from "@/app/api/internal/billing/credits/route";
import * as pricingRoute from "@/app/api/internal/billing/pricing/route";
import * as refundsRoute from "@/app/api/internal/billing/refunds/route";
import * as showRoute from "@/app/api/internal/billing/route";
import { openApiDocument } from "@/server/api/rest/openapi";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { apiScopes } from "@/server/domain/api-scope";
import { completeEnvironment } from "@/server/env";
import { billingCommand } from "@/server/ops/billing-command";
import { newPerson, type Person } from "../fixtures/people";
import { call, fieldsOf, type Handlers, newKey, type Sent } from "./support/rest";

const INTERNAL = "internal-token-0123456789abcdef";
let person: Person;
let other: Person;

beforeAll(async () => {
  completeEnvironment({ INTERNAL_API_TOKEN: INTERNAL });
  other = await newPerson("Bob");
});
afterAll(() => completeEnvironment({ INTERNAL_API_TOKEN: "" }));
beforeEach(async () => {
  person = await newPerson("Ann");
});

const send = (route: Handlers, sent: Sent) =>
  call(route, {
    ...sent,
    headers: {
      authorization: `Bearer ${INTERNAL}`,
      "x-baton-workspace": person.workspace.slug,
      "x-forwarded-for": newId(),
      ...sent.headers,
    },
  });

const show = async () => (await send(showRoute, { method: "GET" })).body;

async function charge(amount: number, owner = person): Promise<string> {
  const key = `run:${newId()}:workflow`;
  await send(showRoute, { method: "GET" });
  await pool().query(
    "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ($1, $2, 'workflow_execution', $3, 5000, 'trial', now())",
    [key, owner.workspace.id, amount],
  );
  return key;
}

const addresses: [string, Handlers, Sent][] = [
  ["GET billing", showRoute, { method: "GET" }],
  ["POST credits", creditsRoute, { body: { tokens: 5, reason: "Sorry" } }],
  ["POST refunds", refundsRoute, { body: { key: "run:x:workflow", reason: "Sorry" } }],
  [
    "PUT pricing",
    pricingRoute,
    { method: "PUT", body: { price: 800, included: 30_000, overage: 8, agents: 20, workflows: 200 } },
  ],
];

describe.each(addresses)("%s", (_name, route, sent) => {
  test("is for the internal token, with a workspace", async () => {
    const { secret } = await newKey(
      person,
      apiScopes.map(({ scope }) => scope),
    );
    const before = await show();
    expect((await send(route, { ...sent, headers: { authorization: null } })).status).toBe(401);
    expect((await send(route, { ...sent, headers: { authorization: `Bearer ${INTERNAL}x` } })).status).toBe(
      401,
    );
    expect((await send(route, { ...sent, headers: { "x-baton-workspace": null } })).status).toBe(401);
    expect((await send(route, { ...sent, headers: { "x-baton-workspace": newId() } })).status).toBe(401);
    const owner = await send(route, { ...sent, headers: { authorization: `Bearer ${secret}` } });
    expect(owner).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("INTERNAL_API_TOKEN") },
    });
    expect(await show()).toEqual(before);
  });

  test("is there only where the token is set", async () => {
    completeEnvironment({ INTERNAL_API_TOKEN: "" });
    expect((await send(route, sent)).status).toBe(401);
    completeEnvironment({ INTERNAL_API_TOKEN: INTERNAL });
  });
});

test("they are not in the document for customers", () => {
  expect(JSON.stringify(openApiDocument())).not.toContain("/api/internal");
});

describe("credits", () => {
  test("are there at once, in the audit log and in the workspace's list, and in no other workspace", async () => {
    const given = await send(creditsRoute, {
      body: { tokens: 250.5, reason: "Outage on Tuesday", expires: "2099-01-31" },
    });
    // The end of the day in Berlin.
    expect(given).toMatchObject({
      status: 201,
      body: { tokens: 250.5, expires_at: "2099-01-31T23:00:00.000Z" },
    });
    expect(await show()).toMatchObject({
      plan: "trial",
      tokens: { used: 0, included: 100, credits: 250.5, overage: 0 },
      grants: [{ id: given.body.id, tokens_left: 250.5 }],
    });
    const { items } = await person.caller.credits.list({ workspace: person.workspace.slug });
    expect(items).toMatchObject([
      {
        ...{ kind: "grant", milliTokens: 250_500, leftMilliTokens: 250_500, reason: "Outage on Tuesday" },
        ...{ by: "Internal token", expired: false, uses: [] },
      },
    ]);
    const log = await person.caller.audit.list({ workspace: person.workspace.slug, filter: {} });
    expect(log.entries).toContainEqual(
      expect.objectContaining({
        ...{ action: "credit.granted", actorType: "internal", targetName: "Outage on Tuesday" },
        details: { tokens: 250.5, expires: "2099-01-31 23:00 UTC" },
      }),
    );
    expect((await other.caller.credits.list({ workspace: other.workspace.slug })).items).toEqual([]);
  });

  test.each([
    [{ reason: "r" }, "tokens"],
    [{ tokens: 0, reason: "r" }, "tokens"],
    [{ tokens: -5, reason: "r" }, "tokens"],
    [{ tokens: 1.0005, reason: "r" }, "tokens"],
    [{ tokens: "5", reason: "r" }, "tokens"],
    [{ tokens: 5 }, "reason"],
    [{ tokens: 5, reason: "  " }, "reason"],
    [{ tokens: 5, reason: "r", expires: "soon" }, "expires"],
    [{ tokens: 5, reason: "r", expires: "2020-01-01" }, "expires"],
  ])("%j is refused for %s", async (body, field) => {
    const answer = await send(creditsRoute, { body });
    expect([answer.status, fieldsOf(answer)]).toEqual([422, [field]]);
    expect((await show()).grants).toEqual([]);
  });
});

describe("refunds", () => {
  test("give back a charge of this workspace and of no other", async () => {
    const key = await charge(500);
    const foreign = await charge(500, other);
    expect((await send(refundsRoute, { body: { key: foreign, reason: "r" } })).status).toBe(404);
    expect(await send(refundsRoute, { body: { key, tokens: 0.2, reason: "It failed" } })).toMatchObject({
      status: 201,
      body: { key: `refund:${key}:1`, tokens: 0.2, period: "trial" },
    });
    const more = await send(refundsRoute, { body: { key, tokens: 0.4, reason: "It failed" } });
    expect(more).toMatchObject({ status: 422, body: { detail: expect.stringContaining("0.3 are left") } });
    expect(fieldsOf(more)).toEqual(["tokens"]);
    expect((await send(refundsRoute, { body: { key, reason: "It failed" } })).status).toBe(201);
    expect((await send(refundsRoute, { body: { key, reason: "It failed" } })).status).toBe(409);
    expect(await show()).toMatchObject({ tokens: { used: 0 } });
    const { items } = await person.caller.credits.list({ workspace: person.workspace.slug });
    expect(items.map((item) => [item.kind, item.milliTokens, item.reason])).toEqual([
      ["refund", 300, "It failed"],
      ["refund", 200, "It failed"],
    ]);
  });
});

describe("pricing", () => {
  test("is agreed with an enterprise workspace, and what it includes is there at once", async () => {
    const body = { price: 800, included: 30_000, overage: 8, agents: 20, workflows: 200 };
    expect((await send(pricingRoute, { method: "PUT", body })).status).toBe(200);
    expect(await show()).toMatchObject({
      plan: "enterprise",
      terms: {
        ...{ dollars_a_month: 800, tokens_included: 30_000, dollars_per_1000_tokens: 8 },
        ...{ voice_agents: 20, active_flows: 200 },
      },
    });
    const log = await person.caller.audit.list({ workspace: person.workspace.slug, filter: {} });
    expect(log.entries.map(({ action }) => action)).toContain("workspace.pricing_agreed");
  });

  test.each([
    [{ overage: 0 }, "overage"],
    [{ overage: 8.5 }, "overage"],
    [{ price: -1 }, "price"],
    [{ workflows: 1.5 }, "workflows"],
    [{ included: undefined }, "included"],
  ])("%j is refused for %s", async (wrong, field) => {
    const body = { price: 800, included: 30_000, overage: 8, agents: 20, workflows: 200, ...wrong };
    const answer = await send(pricingRoute, { method: "PUT", body });
    expect([answer.status, fieldsOf(answer)]).toEqual([422, [field]]);
    expect((await show()).plan).toBe("trial");
  });
});

describe("npm run billing", () => {
  test("does the same", async () => {
    const { slug, id } = person.workspace;
    expect(
      await billingCommand(["credit", slug, "1,000", "--reason", "Welcome", "--expires", "2099-01-31"]),
    ).toBe(`${slug} has 1000 tokens more, until 2099-01-31T23:00:00.000Z.`);
    const key = await charge(500);
    expect(await billingCommand(["refund", key, "--tokens", "0.1", "--reason", "It failed"])).toBe(
      `${slug} got 0.1 tokens back in period trial: refund:${key}:1`,
    );
    expect(
      await billingCommand(
        `pricing ${id} --price 800 --included 30000 --overage 8 --agents 20 --workflows 200`.split(" "),
      ),
    ).toContain(`${slug} is on Enterprise: $800 a month`);
    expect(JSON.parse(await billingCommand(["show", slug]))).toMatchObject({
      ...{ plan: "enterprise", tokens: { included: 30_000, credits: 1_000 } },
    });
  });

  test.each([
    ["", /Say what to do\.\n\nnpm run billing/],
    ["give x", /There is no command give/],
    ["credit nobody 5 --reason r", /no workspace “nobody”/],
    ["credit", /Name a workspace/],
    ["credit SLUG --reason r", /<tokens>: Say how many tokens/],
    ["credit SLUG five --reason r", /<tokens>: Say how many tokens/],
    ["credit SLUG 5", /--reason: Say why/],
    ["credit SLUG 5 6 --reason r", /too much: 6/],
    ["credit SLUG 1,5 --reason r", /<tokens>: Say how many tokens/],
    ["credit SLUG 5 --because r", /Unknown option '--because'/],
    ["credit SLUG 5 --reason r --expires 31.1.2099", /--expires: A day as 2027-01-31/],
    ["credit SLUG 5 --reason r --expires 2020-01-31", /still to come/],
    ["refund", /<key>: Name the charge/],
    ["refund run:x:workflow --reason r", /no charge “run:x:workflow”/],
    ["refund run:x:workflow 5 --reason r", /too much: 5/],
    ["refund run:x:workflow --tokens= --reason r", /--tokens: Say how many tokens/],
    ["show SLUG now", /too much: now/],
    [
      "pricing SLUG --price= --included 1 --overage 8 --agents 1 --workflows 1",
      /--price: An amount in dollars/,
    ],
    ["pricing SLUG --price 800", /--included: Say how many/],
  ])("“%s” is refused", async (line, words) => {
    const args = line.replace("SLUG", person.workspace.slug).split(" ").filter(Boolean);
    await expect(billingCommand(args)).rejects.toThrow(words);
  });
});
