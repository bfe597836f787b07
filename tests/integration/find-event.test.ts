/** Looking up what has happened to a contact, as an action of a run does it. */
import { beforeEach, expect, test } from "vitest";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findAction } from "@/server/integrations/registry";
import { actionError, runAction } from "./support/action";
import { makeWorkspace, send } from "./support/engine";
import { contactId } from "./support/gate";

let workspaceId: WorkspaceId;
let ann: string;
beforeEach(async () => {
  workspaceId = await makeWorkspace();
  await send(workspaceId, "contact.seen", { email: "ann@example.com", phone: "+14155550142", name: "Ann" });
  ann = await contactId(workspaceId, "email:ann@example.com");
});

const look = (input: Record<string, unknown>) =>
  runAction(findAction("find_event"), workspaceId, input, { contactId: ann });

test("finds what came under any address of the contact, the latest first, and what it brought", async () => {
  expect(await look({ event_types: "payment.received" })).toEqual({
    ...{ found: false, count: 0, event_type: null, at: null, event: null },
  });
  await send(workspaceId, "payment_captured", { email: "ann@example.com", order_id: "a", amount: 5 });
  await send(workspaceId, "payment.received", { phone: "+14155550142", order_id: "b", amount: 7 });
  await send(workspaceId, "payment.received", { email: "bob@example.com", order_id: "a" });
  expect(await look({ event_types: "payment.received, order.created" })).toMatchObject({
    ...{ found: true, count: 2, event_type: "payment.received", at: expect.any(String) },
    event: { order_id: "b", amount: 7 },
  });
  expect(await look({ event_types: ["payment_received"], match: { order_id: "a" } })).toMatchObject({
    count: 1,
  });
  expect(await look({ event_types: "payment.received", match: { order_id: "c" } })).toMatchObject({
    found: false,
  });
});

test("a field that is empty is not compared", async () => {
  await send(workspaceId, "payment.received", { email: "ann@example.com", payment_id: "p" });
  const match = { order_id: null, payment_id: "p", note: "" };
  expect(await look({ event_types: "payment.received", match })).toMatchObject({ count: 1 });
});

test("looks back as far as it is told", async () => {
  await send(workspaceId, "call.completed", { email: "ann@example.com" });
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  expect(await look({ event_types: "call.completed", since: at(-60_000) })).toMatchObject({ found: true });
  expect(await look({ event_types: "call.completed", since: at(60_000) })).toMatchObject({ found: false });
});

test("what it cannot look up it says", async () => {
  expect(await actionError(look({ event_types: " , " }))).toMatchObject({ code: "invalid_input" });
  expect(await actionError(look({ event_types: "x", since: "soon" }))).toMatchObject({
    code: "invalid_date",
  });
  const nobody = runAction(findAction("find_event"), workspaceId, { event_types: "x" });
  expect(await actionError(nobody)).toMatchObject({ code: "no_contact" });
});
