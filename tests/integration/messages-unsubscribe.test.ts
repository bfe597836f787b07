import { expect, test } from "vitest";
import { GET, POST } from "@/app/u/[token]/route";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { readUnsubscribeToken, unsubscribeToken } from "@/server/integrations/messaging/unsubscribe-link";
import { consentOf } from "@/server/records/consent";
import { upsertContact } from "@/server/records/contact";
import { sendSandboxMessage } from "@/server/records/message";
import { makeWorkspace } from "./support/engine";

async function sent() {
  const workspaceId = await makeWorkspace();
  const { id: contactId } = await inTransaction((tx) =>
    upsertContact(tx, workspaceId, { identity: contactFromPayload({ email: "ada@example.com" }) }),
  );
  const message = await sendSandboxMessage(pool(), workspaceId, {
    ...{
      channel: "email",
      to: "ada@example.com",
      subject: "Offer",
      body: "Buy",
      contactId,
      sendKey: newId(),
    },
  });
  const state = async () => (await consentOf(pool(), workspaceId, contactId)).email.state;
  return { token: unsubscribeToken(message.id), messageId: message.id, state };
}

const call = (handler: typeof GET, token: string, form?: Record<string, string>) =>
  handler(
    new Request(
      `http://localhost:3000/u/${token}`,
      form ? { method: "POST", body: new URLSearchParams(form) } : {},
    ),
    { params: Promise.resolve({ token }) },
  );

test("opening the link shows a page and changes nothing", async () => {
  const { token, state } = await sent();
  for (let time = 0; time < 3; time++) {
    const page = await call(GET, token);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain("a…@example.com");
    expect(html).not.toContain("ada@example.com");
  }
  expect(await state()).toBe("unknown");
});

test("one click in the mail program unsubscribes at once, and again does no harm", async () => {
  const { token, state } = await sent();
  const answers = [
    await call(POST, token, { "List-Unsubscribe": "One-Click" }),
    await call(POST, token, { "List-Unsubscribe": "One-Click" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await state()).toBe("denied");
  expect(await (await call(GET, token)).text()).toContain("You are unsubscribed");
});

test("the page's own button takes it back", async () => {
  const { token, state } = await sent();
  await call(POST, token, { choice: "unsubscribe" });
  expect(await state()).toBe("denied");
  await call(POST, token, { choice: "subscribe" });
  expect(await state()).toBe("granted");
});

test("only links that were signed here mean anything", async () => {
  const { token, messageId, state } = await sent();
  expect(readUnsubscribeToken(token)).toBe(messageId);
  const other = unsubscribeToken(newId());
  const forged = [
    messageId,
    `${token.slice(0, -2)}AA`,
    token.slice(0, 21) + other.slice(21),
    other,
    "",
    "a".repeat(5_000),
  ];
  for (const one of forged) expect((await call(POST, one, {})).status).toBe(404);
  expect(await state()).toBe("unknown");
});
