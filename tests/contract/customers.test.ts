/** What the addresses of customers and leads do. */
import { beforeAll, describe, expect, test } from "vitest";
import * as consentRoute from "@/app/api/customers/[id]/consent/route";
import * as customerRoute from "@/app/api/customers/[id]/route";
import * as mergeRoute from "@/app/api/customers/merge/route";
import * as customersRoute from "@/app/api/customers/route";
import * as leadRoute from "@/app/api/leads/[id]/route";
import * as leadsRoute from "@/app/api/leads/route";
import { pool } from "@/server/db/pool";
import { call, fieldsOf, type Handlers, type KeyHolder, newKeyHolder, type Sent } from "./support/rest";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newKeyHolder(["crm:write"]);
});

const send = (route: Handlers, sent: Sent) =>
  call(route, { ...sent, headers: { ...holder.bearer, ...sent.headers } });
const create = (body: object) => send(customersRoute, { body });
const read = (id: unknown) => send(customerRoute, { method: "GET", params: { id: String(id) } });
const events = async (email: string) =>
  (
    await pool().query(
      "select type, source from events where workspace_id = $1 and subject = $2 order by created_at, id",
      [holder.person.workspace.id, `email:${email}`],
    )
  ).rows;

describe("creating", () => {
  test("answers the customer, and where it is", async () => {
    const { status, headers, body } = await create({
      ...{ customer_id: "cust_123", email: "John@Example.com", phone: "+1 415 555 0100", name: "John Doe" },
      ...{ tags: ["vip"], consent: { email: true, sms: "denied" }, consent_source: "checkout" },
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/customers/${body.id}`);
    expect(body).toMatchObject({
      ...{ created: true, external_id: "cust_123", kind: "customer", status: "customer" },
      ...{ email: "john@example.com", phone: "+14155550100", tags: ["vip"] },
    });
    expect((await read("cust_123")).body).toMatchObject({
      id: body.id,
      consent: {
        email: { state: "granted", source: "checkout" },
        sms: { state: "denied" },
        call: { state: "unknown", source: null, at: null },
      },
    });
  });

  test("the same email again: 200, created false, no second event", async () => {
    const first = await create({ email: "twice@example.com", first_name: "Ada", last_name: "Byron" });
    const again = await create({ email: "Twice@example.com", name: "Somebody" });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.body.id, created: false, name: "Ada Byron" });
    expect(await events("twice@example.com")).toEqual([{ type: "customer.created", source: "api" }]);
  });

  test("names every field that cannot be", async () => {
    const answer = await create({ email: "nobody", phone: "555", timezone: "Mars", birthday: "1990-02-30" });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer).sort()).toEqual(["birthday", "email", "phone", "timezone"]);
    expect((await create({ name: "Nobody" })).status).toBe(422);
  });
});

test("changing: PUT and PATCH leave what they do not say; null takes away", async () => {
  const { body } = await create({ email: "change@example.com", name: "Ada", phone: "+14155550101" });
  const put = await send(customerRoute, {
    method: "PUT",
    params: { id: String(body.id) },
    body: { name: "Ada Byron" },
  });
  expect(put.body).toMatchObject({ name: "Ada Byron", phone: "+14155550101" });
  const patch = await send(customerRoute, {
    method: "PATCH",
    params: { id: "change@example.com" },
    body: { phone: null, fields: { plan: "pro" } },
  });
  expect(patch.body).toMatchObject({ phone: null, fields: { plan: "pro" } });
  expect((await events("change@example.com")).map(({ type }) => type)).toEqual([
    "customer.created",
    "customer.updated",
    "customer.updated",
  ]);
  expect((await read("nobody-knows")).status).toBe(404);
});

test("a lead is listed as one until it becomes a customer", async () => {
  const { body } = await send(leadsRoute, { body: { email: "lead@example.com", status: "contacted" } });
  expect(body).toMatchObject({ kind: "lead", status: "contacted", created: true });
  const listed = async (route: Handlers, many: string) => {
    const answer = await send(route, { method: "GET", path: `/?q=lead@example` });
    return answer.body[many];
  };
  expect(await listed(leadsRoute, "leads")).toMatchObject([{ id: body.id }]);
  expect(await listed(customersRoute, "customers")).toEqual([]);
  await send(leadRoute, { method: "PATCH", params: { id: String(body.id) }, body: { status: "customer" } });
  expect(await listed(leadsRoute, "leads")).toEqual([]);
  expect(await listed(customersRoute, "customers")).toMatchObject([{ id: body.id, kind: "customer" }]);
});

test("lists go on at their cursor", async () => {
  const emails = ["p1@pages.example", "p2@pages.example", "p3@pages.example"];
  for (const email of emails) await create({ email });
  const seen: unknown[] = [];
  let cursor = "";
  do {
    const { body } = await send(customersRoute, {
      method: "GET",
      path: `/?q=pages.example&limit=2${cursor && `&cursor=${cursor}`}`,
    });
    if (Array.isArray(body.customers)) seen.push(...body.customers.map(({ email }) => email));
    cursor = typeof body.next_cursor === "string" ? body.next_cursor : "";
  } while (cursor);
  expect(seen).toEqual(emails.toReversed());
  expect((await send(customersRoute, { method: "GET", path: "/?cursor=nonsense" })).status).toBe(422);
});

test("lists come in the order that is asked for, and only those who may be written to", async () => {
  const people = [
    { email: "b@order.example", name: "Bea", consent: { email: true } },
    { email: "a@order.example", name: "Abe", consent: { email: true } },
    { email: "c@order.example", name: "Cal" },
  ];
  for (const person of people) await create(person);
  const list = (query: string) => send(customersRoute, { method: "GET", path: `/?q=order.example&${query}` });
  expect((await list("sort=name")).body).toMatchObject({
    customers: [{ name: "Abe" }, { name: "Bea" }, { name: "Cal" }],
  });
  expect((await list("sort=name&consent=email")).body).toMatchObject({
    customers: [{ name: "Abe" }, { name: "Bea" }],
    next_cursor: null,
  });
  const { body } = await list("sort=name&limit=1");
  expect((await list(`sort=name&limit=1&cursor=${body.next_cursor}`)).body).toMatchObject({
    customers: [{ name: "Bea" }],
  });
  // The end of a page by name is no place in the order of time.
  expect((await list(`sort=created&cursor=${body.next_cursor}`)).status).toBe(422);
  expect((await list("sort=shoe-size")).status).toBe(422);
});

test("consent is set on one channel or all", async () => {
  const { body } = await create({ email: "consent@example.com" });
  const params = { id: String(body.id) };
  const put = (change: object) => send(consentRoute, { method: "PUT", params, body: change });
  expect((await put({ channel: "sms", state: "granted", source: "phone call" })).body).toMatchObject({
    sms: { state: "granted", source: "phone call" },
    email: { state: "unknown" },
  });
  expect((await put({ state: "denied" })).body).toMatchObject({
    email: { state: "denied" },
    sms: { state: "denied" },
    call: { state: "denied" },
  });
  expect((await send(consentRoute, { method: "GET", params })).body).toMatchObject({
    call: { state: "denied" },
  });
  expect((await put({ state: "maybe" })).status).toBe(422);
});

test("merging: the duplicate's id leads to the one that stayed", async () => {
  const keep = await create({ id: "keep_1", email: "keep@example.com" });
  const other = await create({ id: "dup_1", email: "dup@example.com", phone: "+14155550155" });
  const merged = await send(mergeRoute, { body: { keep: "keep_1", duplicate: "dup_1" } });
  expect(merged.body).toMatchObject({ id: keep.body.id, external_id: "keep_1", phone: "+14155550155" });
  for (const id of [other.body.id, "dup_1", "dup@example.com"])
    expect((await read(id)).body).toMatchObject({ id: keep.body.id });
  expect((await send(mergeRoute, { body: { keep: "keep_1", duplicate: "dup_1" } })).status).toBe(422);
});
