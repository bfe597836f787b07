/**
 * Every event that Baton is said to emit is emitted, by what workspaces really do, and brings what its entry in the
 * catalogue says. An entry that nothing emits, and an emitter that breaks its word, fail here.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import * as eventTypesRoute from "@/app/api/event-types/route";
import * as referralRoute from "@/app/r/[workspace]/[code]/route";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { newAppointmentSchema } from "@/server/domain/appointment";
import { eventCatalogue, eventKind } from "@/server/domain/event-catalogue";
import { newOrderSchema } from "@/server/domain/order";
import { newPaymentSchema } from "@/server/domain/payment";
import { newQuoteSchema } from "@/server/domain/quote";
import { newReviewSchema } from "@/server/domain/review";
import { setAnnouncer } from "@/server/engine/announce";
import { runDirect } from "@/server/engine/direct-run";
import { takeAnswer } from "@/server/features/surveys/mutations";
import { changeAppointment, createAppointment } from "@/server/records/appointment";
import { completeCall } from "@/server/records/call";
import { changeContact } from "@/server/records/contact";
import { createContact } from "@/server/records/create-contact";
import { changeOrderStatus, createOrder } from "@/server/records/order";
import { createPayment } from "@/server/records/payment";
import { changeQuote, createQuote } from "@/server/records/quote";
import { receiveMessage } from "@/server/records/receive-message";
import { createReview } from "@/server/records/review";
import { changeTask, createTask } from "@/server/records/task";
import { call, newKeyHolder } from "../contract/support/rest";
import { newPerson, type Person } from "../fixtures/people";
import { connectMail } from "./support/connect-mail";
import { driveAll, publish, send, sendAnytime } from "./support/engine";
import { type MailServer, startMailServer } from "./support/mail-server";

setAnnouncer(async () => {});

const cause = { source: "platform" };
let owner: Person;
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  owner = await newPerson("Eve");
  await sendAnytime(owner.workspace.id);
});
afterAll(() => server.close());

const here = () => owner.workspace.id;
const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(work);
const first = async (sql: string): Promise<Record<string, string>> =>
  (await pool().query<Record<string, string>>(sql, [here()])).rows[0] ?? {};

async function act(actionType: string, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
  const done = await runDirect(here(), { actionType, payload, cause: { source: "api" } });
  if (!done.ok) throw new Error(`${actionType}: ${done.error.message}`);
  return { ...(typeof done.data === "object" && done.data) };
}

async function contacts() {
  const { contact } = await write((tx) =>
    createContact(
      tx,
      here(),
      { email: "ada@example.com", phone: "+14155550100", name: "Ada", kind: "lead" },
      cause,
    ),
  );
  for (const patch of [
    { priority: "high" as const },
    { status: "qualified" },
    { status: "customer" },
    { name: "Ada L" },
  ])
    await write((tx) => changeContact(tx, here(), contact.id, patch, cause));
}

async function shop() {
  const { code } = await act("create_referral_code", {
    contact: "ada@example.com",
    reward: { kind: "credit", amount: 50, currency: "usd" },
  });
  const order = newOrderSchema.parse({
    ...{ email: "mia@example.com", currency: "usd", referral_code: code },
    items: [{ name: "Shirt", price: 20, quantity: 2 }],
  });
  const { record } = await write((tx) => createOrder(tx, here(), order, cause));
  for (const status of ["paid", "completed"] as const)
    await write((tx) => changeOrderStatus(tx, here(), record.id, status, cause));
  for (const status of ["received", "failed"])
    await write((tx) =>
      createPayment(
        tx,
        here(),
        newPaymentSchema.parse({ email: "mia@example.com", amount: 5, status }),
        cause,
      ),
    );
  for (const status of ["accepted", "declined", "expired"] as const) {
    const quote = newQuoteSchema.parse({ email: "mia@example.com", amount: 450 });
    const made = await write((tx) => createQuote(tx, here(), quote, cause));
    await write((tx) => changeQuote(tx, here(), made.record.id, { status }, cause));
  }
  await referralRoute.GET(
    new Request("http://localhost/r", {
      headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" },
    }),
    { params: Promise.resolve({ workspace: owner.workspace.slug, code: String(code) }) },
  );
  const review = newReviewSchema.parse({ email: "mia@example.com", rating: 4, text: "Fast", site: "google" });
  await write((tx) => createReview(tx, here(), review, cause));
}

async function agenda() {
  for (const change of [
    { starts_at: "2027-03-12T16:00:00Z" },
    { status: "completed" as const },
    { status: "cancelled" as const, reason: "ill" },
    { status: "no_show" as const },
  ]) {
    const booked = newAppointmentSchema.parse({
      ...{ email: "ada@example.com", starts_at: "2027-03-12T15:00:00Z", service: "Installation" },
    });
    const { record } = await write((tx) => createAppointment(tx, here(), booked, cause));
    await write((tx) => changeAppointment(tx, here(), record.id, change, cause));
  }
  const task = await write((tx) => createTask(tx, here(), { title: "Call" }, cause));
  await write((tx) => changeTask(tx, here(), task.id, { status: "done" }, cause));
}

async function messages() {
  const { slug: workspace } = owner.workspace;
  await act("send_email", { to: "ada@example.com", subject: "Hi", body: "See https://example.com/offer" });
  const { id: messageId = "" } = await first(
    "select id from messages where workspace_id = $1 and channel = 'email'",
  );
  await owner.caller.messages.react({ workspace, reaction: { messageId, reaction: "opened" } });
  const url = "https://example.com/offer";
  await owner.caller.messages.react({ workspace, reaction: { messageId, reaction: "clicked", url } });
  await act("send_sms", { to: "+14155550100", message: "Hi", purpose: "transactional" });
  const reply = { channel: "sms" as const, from: "+14155550100", body: "Thank you, great" };
  await write((tx) => receiveMessage(tx, here(), reply, cause));
  await connectMail(owner, server);
  server.behave("refuse_recipient");
  await expect(act("send_email", { to: "ada@example.com", body: "Hi" })).rejects.toThrow(/No such mailbox/);
  await owner.caller.connections.chooseDefault({ workspace, connectionId: null });
  await act("send_survey", { to: "ada@example.com" });
  const { token = "" } = await first("select token from surveys where workspace_id = $1");
  await takeAnswer(token, { rating: 5, comment: "Good" });
}

async function calls() {
  await publish(here(), {
    name: "Call",
    trigger: { type: "event", event_types: ["deal.won"] },
    steps: [
      {
        ...{ id: "call", type: "action", action_type: "make_call" },
        config: { to: "+14155550100", script: "Hello", purpose: "transactional" },
      },
    ],
  });
  await send(here(), "deal.won", { email: "ada@example.com" });
  await driveAll(here());
  const { id = "" } = await first("select id from calls where workspace_id = $1");
  const end = { status: "completed" as const, seconds: 42, transcript: "I am very happy with this" };
  await write((tx) => completeCall(tx, here(), id, end, cause));
}

test("all are emitted, with what they say", async () => {
  await contacts();
  await shop();
  await agenda();
  await messages();
  await calls();
  const { rows } = await pool().query<{ type: string; payload: Record<string, unknown> }>(
    `select e.type, coalesce(e.payload, p.body) as payload from events e left join payloads p on p.id = e.payload_id
     where e.workspace_id = $1`,
    [here()],
  );
  const seen = new Set(rows.map(({ type }) => type));
  const emitted = eventCatalogue.filter(({ origin }) => origin === "baton").map(({ type }) => type);
  expect(emitted.filter((type) => !seen.has(type))).toEqual([]);
  const complaints = rows.flatMap(({ type, payload }) => {
    const kind = eventKind(type);
    const issues = kind?.origin === "baton" ? kind.payload.safeParse(payload).error?.issues : [];
    return (issues ?? []).map(({ path, message }) => `${type}: ${path.join(".")}: ${message}`);
  });
  expect(complaints).toEqual([]);
  // What comes from outside is never made here.
  expect([...seen].filter((type) => eventKind(type)?.origin === "outside")).toEqual([]);
});

test("a sample names everything that the event brings, but for what only some bring", async () => {
  for (const { type, origin, payload, sample } of eventCatalogue.filter(({ origin }) => origin === "baton")) {
    const always = Object.entries(payload.shape).filter(([, field]) => !field.safeParse(undefined).success);
    expect(
      always.map(([name]) => name).filter((name) => !(name in sample)),
      `${type} ${origin}`,
    ).toEqual([]);
  }
});

test("GET /api/event-types tells them, whole or by category and origin", async () => {
  const holder = await newKeyHolder(["events:write"]);
  const get = (query = "") =>
    call(eventTypesRoute, { method: "GET", path: `/api/event-types${query}`, headers: holder.bearer });
  const { status, body } = await get();
  expect(status).toBe(200);
  expect(body.event_types).toHaveLength(eventCatalogue.length);
  expect(body.event_types).toContainEqual({
    type: "order.created",
    description: "When an order is placed",
    category: "orders",
    origin: "baton",
    payload_schema: expect.objectContaining({
      type: "object",
      required: expect.arrayContaining(["order_id"]),
    }),
    sample: eventKind("order.created")?.sample,
  });
  expect((await get("?origin=outside")).body.event_types).toMatchObject([
    { type: "cart.abandoned" },
    { type: "webhook.received" },
    { type: "form.submitted" },
  ]);
  expect((await get("?category=nothing")).status).toBe(422);
  expect((await call(eventTypesRoute, { method: "GET", path: "/api/event-types" })).status).toBe(401);
});
