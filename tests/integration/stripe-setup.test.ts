/** What Baton needs at Stripe is made once, whoever interrupts it and however often it is asked for. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpStripe } from "@/server/billing/set-up-stripe";
import { ensureStripeCatalogue, stripeCatalogue } from "@/server/billing/stripe-catalogue";
import { STRIPE_API_VERSION, stripe } from "@/server/billing/stripe-client";
import { planOfPrice } from "@/server/billing/stripe-price";
import { completeEnvironment, launchEnvironment } from "@/server/env";
import { refusalOf } from "../fixtures/refusal";
import { type StripeStandIn, startStripe } from "../stripe/stand-in/start-stripe";

const ORIGIN = "https://baton.example.com";

let standIn: StripeStandIn;
beforeEach(async () => {
  standIn = await startStripe();
  completeEnvironment({ STRIPE_SECRET_KEY: standIn.apiKey, STRIPE_API_URL: standIn.url });
});
afterEach(async () => {
  await standIn.stop();
  completeEnvironment({ STRIPE_SECRET_KEY: "", STRIPE_API_URL: "" });
  expect(standIn.violations).toEqual([]);
});

const client = (): Stripe => {
  const made = stripe();
  if (!made) throw new Error("There is no client");
  return made;
};

async function setUp() {
  const lines: string[] = [];
  const secrets = await setUpStripe({ origin: ORIGIN, say: (line) => lines.push(line) });
  return { lines, secrets };
}

/** Everything there is, by the names under which it is found. */
async function inventory() {
  const { data: prices } = await client().prices.list({ limit: 100 });
  const { data: meters } = await client().billing.meters.list({ limit: 100 });
  const { data: portals } = await client().billingPortal.configurations.list({ limit: 100 });
  const { data: endpoints } = await client().webhookEndpoints.list({ limit: 100 });
  const { data: destinations } = await client().v2.core.eventDestinations.list();
  const { data: products } = await client().products.list({ limit: 100 });
  return {
    prices: prices.map((price) => `${price.lookup_key} ${price.unit_amount_decimal}`).sort(),
    meters: meters.map(({ event_name }) => event_name).sort(),
    products: products.map(({ id }) => id).sort(),
    others: [portals.length, endpoints.length, destinations.length],
  };
}

const EVERYTHING = {
  prices: [
    "enterprise_monthly_v1 99900",
    "enterprise_overage_v1 0.001",
    "professional_monthly_v1 29900",
    "professional_overage_v1 0.0012",
    "starter_monthly_v1 9900",
    "starter_overage_v1 0.0015",
  ],
  meters: ["baton_overage_tokens", "baton_tokens"],
  products: [
    ...["baton_enterprise", "baton_enterprise_overage", "baton_professional", "baton_professional_overage"],
    ...["baton_starter", "baton_starter_overage"],
  ],
  others: [1, 1, 1],
};

test("makes prices, meters, the portal and webhooks; the second time it does nothing", async () => {
  const first = await setUp();
  expect(await inventory()).toEqual(EVERYTHING);
  expect(first.secrets).toEqual({
    STRIPE_WEBHOOK_SECRET: standIn.webhookSecret,
    STRIPE_THIN_WEBHOOK_SECRET: standIn.thinSecret,
  });
  expect(await setUp()).toEqual({ lines: [], secrets: {} });
  expect(await inventory()).toEqual(EVERYTHING);

  const { prices, meters } = await stripeCatalogue();
  const overage = await client().prices.retrieve(prices.professional.overage);
  expect(overage.recurring).toMatchObject({ usage_type: "metered", meter: meters.overage.id });
  expect(overage.transform_quantity).toBeNull();
  const [endpoint] = (await client().webhookEndpoints.list()).data;
  expect(endpoint).toMatchObject({ url: `${ORIGIN}/api/stripe/webhook`, api_version: STRIPE_API_VERSION });
  expect(endpoint?.enabled_events).toEqual(
    expect.arrayContaining(["invoice.paid", "invoice.payment_failed"]),
  );
  const [portal] = (await client().billingPortal.configurations.list()).data;
  expect(portal?.features).toMatchObject({
    subscription_update: { enabled: false },
    subscription_cancel: { enabled: true, mode: "at_period_end" },
    customer_update: { allowed_updates: expect.arrayContaining(["tax_id"]) },
  });
});

test("goes on where it was killed, after each thing it makes", async () => {
  let interruptions = 0;
  for (let killed = true; killed; ) {
    killed = false;
    await setUpStripe({
      origin: ORIGIN,
      say() {
        killed = true;
        throw new Error("killed");
      },
    }).catch((error: Error) => expect(error.message).toBe("killed"));
    if (killed) interruptions += 1;
  }
  expect(interruptions).toBe(2 + 6 + 1 + 2);
  expect(await inventory()).toEqual(EVERYTHING);
});

test("makes nothing twice when answers get lost on the way", async () => {
  for (const path of ["/v1/billing/meters", "/v1/products", "/v1/prices", "/v1/billing_portal"])
    standIn.faults.loseAnswer(1, path);
  await setUp();
  expect(await inventory()).toEqual(EVERYTHING);
});

test("a price that has changed gets a successor; who has the old one keeps it", async () => {
  const before = await ensureStripeCatalogue();
  const old = await client().prices.create({
    currency: "usd",
    unit_amount: 7_900,
    product: "baton_starter",
    recurring: { interval: "month" },
    lookup_key: "starter_monthly_v1",
    transfer_lookup_key: true,
    metadata: { baton_plan: "starter", baton_part: "flat" },
  });
  const { lines } = await setUp();
  expect(lines[0]).toBe(`price starter_monthly_v1: takes the place of ${old.id}`);
  const after = await stripeCatalogue();
  expect(after.prices.starter.flat).not.toBe(old.id);
  expect((await client().prices.retrieve(after.prices.starter.flat)).unit_amount).toBe(9_900);
  expect(after.prices.professional).toEqual(before.prices.professional);
  const kept = await client().prices.retrieve(old.id);
  expect([kept.active, kept.lookup_key, planOfPrice(kept)]).toEqual([true, null, "starter"]);
});

test("a webhook of another version goes on until the new one's secret can be there", async () => {
  const old = await client().webhookEndpoints.create({
    url: `${ORIGIN}/api/stripe/webhook`,
    enabled_events: ["invoice.paid"],
    api_version: "2025-09-30.clover",
  });
  const statuses = async () =>
    Object.fromEntries((await client().webhookEndpoints.list()).data.map(({ id, status }) => [id, status]));
  expect((await setUp()).secrets.STRIPE_WEBHOOK_SECRET).toBe(standIn.webhookSecret);
  expect(Object.values(await statuses())).toEqual(["enabled", "enabled"]);
  expect((await setUp()).secrets).toEqual({});
  expect((await statuses())[old.id]).toBe("disabled");
});

test("what was not made yet is named, with the command that makes it", async () => {
  const refusal = await refusalOf(stripeCatalogue());
  expect(refusal).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("npm run stripe:setup"),
  });
});

test("a live key is not sent anywhere else than to Stripe", () => {
  completeEnvironment({ STRIPE_SECRET_KEY: "sk_live_stand_in" });
  expect(() => stripe()).toThrow("STRIPE_API_URL");
});

test("the command says what it made and what to put where, and what is missing", async () => {
  const home = mkdtempSync(join(tmpdir(), "baton-setup-"));
  const key = { STRIPE_SECRET_KEY: standIn.apiKey, STRIPE_API_URL: standIn.url, BATON_DATA_DIR: home };
  try {
    const first = await command(["--url", ORIGIN], key);
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining("price starter_monthly_v1: made") });
    expect(first.said).toContain(`STRIPE_WEBHOOK_SECRET=${standIn.webhookSecret}\n`);
    expect(first.said).toContain(`STRIPE_THIN_WEBHOOK_SECRET=${standIn.thinSecret}\n`);
    expect(first.said).not.toContain(standIn.apiKey);
    const second = await command([], { ...key, AUTH_URL: "http://localhost:3000" });
    expect(second).toMatchObject({ code: 0, said: expect.stringContaining("everything is there already") });
    expect(second.said).toContain("--url https://");
    const nowhere = await command(["--url", "baton.example.com"], key);
    expect(nowhere).toMatchObject({
      code: 1,
      said: expect.stringContaining("“baton.example.com” is no address"),
    });
    expect(nowhere.said).not.toContain("Run this again");
    const without = await command([], { ...key, STRIPE_SECRET_KEY: "" });
    expect(without).toMatchObject({ code: 1, said: expect.stringContaining("STRIPE_SECRET_KEY is not set") });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

function command(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/ops/cli/stripe-setup.ts", ...args], {
    env: { ...launchEnvironment(), NODE_ENV: "test", ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  return new Promise((ended) => child.on("close", (code) => ended({ code, said })));
}
