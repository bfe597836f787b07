import { expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { newPaymentSchema } from "@/server/domain/payment";
import { createPayment } from "@/server/records/payment";
import { type TemplateWorld, templateWorld } from "./support/template-world";

const TUESDAY = "2026-03-10T17:00:00.000Z";
const person = (name: string) => ({ email: `${name.toLowerCase()}@example.com`, name });

async function happyCustomer(world: TemplateWorld, name: string): Promise<string> {
  const who = person(name);
  await world.happens("contact.seen", who);
  await world.agrees(who.email);
  await world.knows(who.email, { last_sentiment: "positive" });
  await world.happens("payment.received", { ...who, order_id: `order_${name}`, amount: 90 });
  return who.email;
}

const codeOf = async (world: TemplateWorld, email: string): Promise<string> =>
  (
    await pool().query<{ code: string }>(
      "select r.code from referral_codes r join contacts c on c.id = r.contact_id where c.workspace_id = $1 and c.email = $2",
      [world.workspaceId, email],
    )
  ).rows[0]?.code ?? "";

const pays = async (world: TemplateWorld, contact: string, referral_code: string) => {
  await inTransaction((tx) =>
    createPayment(
      tx,
      world.workspaceId,
      newPaymentSchema.parse({ customer_email: contact, amount: 120, referral_code }),
      { source: "platform" },
    ),
  );
  await world.settle();
};

test("the same person referred by two people: one owner, one reward", async () => {
  const world = await templateWorld("referral-request", TUESDAY);
  const [ann, bob] = [await happyCustomer(world, "Ann"), await happyCustomer(world, "Bob")];
  await world.until("2026-03-18T17:00:00.000Z");
  const sent = await world.sent();
  expect(sent.map(({ to, at }) => [to, at])).toEqual([
    [ann, "2026-03-17T17:00"],
    [bob, "2026-03-17T17:00"],
  ]);
  const codes = [await codeOf(world, ann), await codeOf(world, bob)];
  expect(sent.map(({ body }, index) => body.includes(codes[index] ?? "?"))).toEqual([true, true]);
  await pays(world, "mia@example.com", codes[0] ?? "");
  await pays(world, "mia@example.com", codes[1] ?? "");
  await world.until("2026-07-01T17:00:00.000Z");
  expect(await world.tasks()).toMatchObject([
    { title: expect.stringMatching(/^Credit Ann \$50 for recommending/) },
  ]);
});

test("who recommends themself, and who was not happy, gets nothing", async () => {
  const world = await templateWorld("referral-request", TUESDAY);
  const ann = await happyCustomer(world, "Ann");
  await world.happens("payment.received", { ...person("Carl"), amount: 90 });
  await world.until("2026-03-18T17:00:00.000Z");
  await pays(world, ann, await codeOf(world, ann));
  await world.until("2026-07-01T17:00:00.000Z");
  expect(await world.tasks()).toEqual([]);
  expect((await world.sent()).map(({ to }) => to)).toEqual([ann]);
  expect((await world.runs()).map(({ reason }) => reason)).toContain(
    "not known to be happy: nothing is asked",
  );
});

test("asked twice a year at most, and not after a complaint within the week", async () => {
  const world = await templateWorld("referral-request", TUESDAY);
  const ann = await happyCustomer(world, "Ann");
  const bob = await happyCustomer(world, "Bob");
  await world.hours(24);
  await world.replies(bob, "This is terrible, I hate it.");
  await world.until("2026-06-10T17:00:00.000Z");
  await world.happens("payment.received", { ...person("Ann"), amount: 20 });
  await world.until("2026-06-20T17:00:00.000Z");
  expect((await world.sent()).map(({ to }) => to)).toEqual([ann]);
  await world.until("2026-10-01T17:00:00.000Z");
  await world.happens("payment.received", { ...person("Ann"), amount: 20 });
  await world.until("2026-10-20T17:00:00.000Z");
  expect((await world.sent()).map(({ to }) => to)).toEqual([ann, ann]);
});
