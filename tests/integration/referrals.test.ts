/** Links by which contacts recommend a workspace, what is counted of them, and what becomes of who comes. */
import { beforeEach, describe, expect, test } from "vitest";
import { GET } from "@/app/r/[workspace]/[code]/route";
import { inTransaction, pool } from "@/server/db/pool";
import { contactBodySchema } from "@/server/domain/contact-document";
import { newOrderSchema } from "@/server/domain/order";
import { newPaymentSchema } from "@/server/domain/payment";
import { setAnnouncer } from "@/server/engine/announce";
import { runDirect } from "@/server/engine/direct-run";
import { addContactBody } from "@/server/features/contacts/mutations";
import { mergeContacts } from "@/server/records/merge-contacts";
import { createOrder } from "@/server/records/order";
import { createPayment } from "@/server/records/payment";
import { newPerson, type Person } from "../fixtures/people";
import { send } from "./support/engine";

setAnnouncer(async () => {});

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
let owner: Person;
let code: string;
let url: string;

beforeEach(async () => {
  owner = await newPerson("Rita");
  await send(owner.workspace.id, "customer.created", { email: "ada@example.com", name: "Ada Lovelace" });
  const made = await recommend("ada@example.com");
  code = made.code;
  url = made.url;
});

async function recommend(contact: string): Promise<{ code: string; url: string }> {
  const done = await runDirect(owner.workspace.id, {
    actionType: "create_referral_code",
    payload: { contact, reward: { kind: "credit", amount: 50, currency: "usd" } },
    cause: { source: "api" },
  });
  if (!done.ok) throw new Error(done.error.message);
  return done.data as { code: string; url: string };
}

async function follow(
  { userAgent = FIREFOX, ip = "203.0.113.7", ...more }: Record<string, string> = {},
  path = new URL(url).pathname,
): Promise<Response> {
  const [, , workspace = "", given = ""] = path.split("/");
  return GET(
    new Request(`http://localhost${path}`, {
      headers: { "user-agent": userAgent, "x-forwarded-for": ip, ...more },
    }),
    { params: Promise.resolve({ workspace, code: given }) },
  );
}

const eventsOf = async (type: string) =>
  (
    await pool().query<{
      payload: Record<string, unknown>;
      contact_id: string | null;
      subject: string | null;
    }>("select payload, contact_id, subject from events where workspace_id = $1 and type = $2 order by id", [
      owner.workspace.id,
      type,
    ])
  ).rows;

describe("a referral link", () => {
  test("leads to the workspace's page with the code, and counts a visitor once", async () => {
    expect(url).toBe(`http://localhost:3000/r/${owner.workspace.slug}/${code}`);
    const { slug: workspace } = owner.workspace;
    await owner.caller.referrals.changeUrl({ workspace, url: "https://shop.example.com/hi?from=friends" });
    for (let time = 0; time < 3; time++) {
      const page = await follow();
      expect(page.status).toBe(302);
      expect(page.headers.get("location")).toBe(`https://shop.example.com/hi?from=friends&ref=${code}`);
      expect(page.headers.get("set-cookie")).toBeNull();
    }
    await follow({ ip: "203.0.113.8" });
    expect(await eventsOf("referral.clicked")).toMatchObject([
      { payload: { referral_code: code, clicks: 1 }, subject: "email:ada@example.com" },
      { payload: { referral_code: code, clicks: 2 }, contact_id: expect.any(String) },
    ]);
    const { rows } = await pool().query("select visitor from referral_visits where workspace_id = $1", [
      owner.workspace.id,
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/203\.0|Firefox/);
    expect(await owner.caller.referrals.links({ workspace })).toMatchObject({
      ...{ codes: 1, clicks: 2, conversions: 0, url: "https://shop.example.com/hi?from=friends" },
    });
  });

  test("without a page of the workspace's own shows the code, also when many open it at once", async () => {
    const pages = await Promise.all(Array.from({ length: 8 }, () => follow()));
    expect(await pages[0]?.text()).toContain(`Mention the code ${code}`);
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await eventsOf("referral.clicked")).toHaveLength(1);
  });

  test.each([
    [{ userAgent: "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" }],
    [{ userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
    [{ userAgent: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)" }],
    [{ userAgent: "WhatsApp/2.24.3 A" }],
    [{ userAgent: "curl/8.5.0" }],
    [{ userAgent: "" }],
    [{ "sec-purpose": "prefetch;prerender" }],
  ])("opened by %j is led on and not counted", async (headers) => {
    expect((await follow(headers)).status).toBe(200);
    expect(await eventsOf("referral.clicked")).toEqual([]);
  });

  test("that never was one is not found, in any other workspace either", async () => {
    const other = await newPerson("Otto");
    expect((await follow({}, `/r/${owner.workspace.slug}/NOBODY-12345678`)).status).toBe(404);
    expect((await follow({}, `/r/${other.workspace.slug}/${code}`)).status).toBe(404);
    expect((await follow({}, `/r/${owner.workspace.slug}/${code.toLowerCase()}`)).status).toBe(200);
  });

  test("leads to web addresses only, as owners and admins say", async () => {
    const { slug: workspace } = owner.workspace;
    for (const bad of ["javascript:alert(1)", "shop.example.com", "ftp://shop.example.com"])
      await expect(owner.caller.referrals.changeUrl({ workspace, url: bad })).rejects.toThrow(/web address/);
    await owner.caller.referrals.changeUrl({ workspace, url: "" });
    expect(await owner.caller.referrals.links({ workspace })).toMatchObject({ url: null });
  });
});

describe("who comes by a code", () => {
  const cause = { source: "api" };
  const order = (fields: Record<string, unknown>) =>
    inTransaction((tx) => createOrder(tx, owner.workspace.id, newOrderSchema.parse(fields), cause));
  const payment = (fields: Record<string, unknown>) =>
    inTransaction((tx) => createPayment(tx, owner.workspace.id, newPaymentSchema.parse(fields), cause));
  const mia = { email: "mia@example.com", name: "Mia Moss" };

  test("with an order counts once, for the one who recommended", async () => {
    const { record } = await order({
      ...mia,
      total: 120,
      currency: "eur",
      referral_code: ` ${code.toLowerCase()} `,
    });
    await order({ ...mia, total: 80, referral_code: code });
    await payment({ ...mia, amount: 120, referral_code: code });
    const [event, ...more] = await eventsOf("referral.converted");
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      subject: "email:ada@example.com",
      payload: {
        ...{ email: "ada@example.com", referral_code: code, referred_email: "mia@example.com" },
        ...{ referred_name: "Mia Moss", order_id: record.id, amount: 120, currency: "eur" },
        reward: { kind: "credit", amount: 50, currency: "usd" },
      },
    });
  });

  test("with a payment, or as a customer, counts too", async () => {
    await payment({ ...mia, amount: 9.5, referral_code: code });
    const by = { actor: { type: "api_key" as const, id: null, name: "Shop" }, source: "api" };
    const customer = contactBodySchema.parse({ email: "noa@example.com", referral_code: code });
    await addContactBody(owner.workspace.id, by, "customer", customer);
    await addContactBody(owner.workspace.id, by, "customer", customer);
    await addContactBody(
      owner.workspace.id,
      by,
      "lead",
      contactBodySchema.parse({ email: "l@example.com", referral_code: code }),
    );
    await runDirect(owner.workspace.id, {
      actionType: "create_customer",
      payload: { email: "pia@example.com", referral_code: code },
      cause,
    });
    expect((await eventsOf("referral.converted")).map(({ payload }) => payload)).toMatchObject([
      { referred_email: "mia@example.com", amount: 9.5, currency: "usd", order_id: null },
      { referred_email: "noa@example.com", amount: null },
      { referred_email: "pia@example.com", amount: null },
    ]);
  });

  test("with no code, an unknown one, their own, or a payment that failed counts for nothing", async () => {
    await order({ ...mia, total: 1 });
    await order({ ...mia, total: 1, referral_code: "NOBODY-12345678" });
    await order({ email: "ada@example.com", total: 1, referral_code: code });
    await order({ total: 1, referral_code: code });
    await payment({ ...mia, amount: 1, status: "failed", referral_code: code });
    expect(await eventsOf("referral.converted")).toEqual([]);
  });

  test("counts once of many at once", async () => {
    await Promise.all(Array.from({ length: 6 }, () => order({ ...mia, total: 5, referral_code: code })));
    expect(await eventsOf("referral.converted")).toHaveLength(1);
  });

  test("two contacts with a code each become one, who has both", async () => {
    await send(owner.workspace.id, "customer.created", { email: "ada2@example.com", name: "Ada L" });
    const other = await recommend("ada2@example.com");
    await order({ ...mia, total: 5, referral_code: code });
    await order({ email: "noa@example.com", total: 5, referral_code: other.code });
    const { rows } = await pool().query<{ id: string; email: string }>(
      "select id, email from contacts where workspace_id = $1",
      [owner.workspace.id],
    );
    const idOf = (email: string) => rows.find((row) => row.email === email)?.id ?? "";
    await inTransaction(async (tx) => {
      await mergeContacts(tx, owner.workspace.id, idOf("ada@example.com"), idOf("ada2@example.com"), cause);
      await mergeContacts(tx, owner.workspace.id, idOf("mia@example.com"), idOf("noa@example.com"), cause);
    });
    await order({ email: "pia@example.com", total: 5, referral_code: other.code });
    expect((await eventsOf("referral.converted")).at(-1)).toMatchObject({
      subject: "email:ada@example.com",
      payload: { referral_code: other.code, referred_email: "pia@example.com" },
    });
  });
});
