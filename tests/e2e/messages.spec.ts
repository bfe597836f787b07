import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { forgetSession, signIn } from "./support/account";
import { demo, query } from "./support/installation";
import { expect, test } from "./support/test";

const EVENT = `shop.asked_${randomUUID().slice(0, 8)}`;

const flowAsking = (question: string) => ({
  name: "Thank and ask",
  trigger: { type: "event", event_types: [EVENT] },
  steps: [
    {
      id: "thank",
      type: "action",
      action_id: "send_email",
      config: {
        to: "{{trigger.email}}",
        subject: "Thank you, {{trigger.name}}",
        body: "Your order is on its way.\n\nNo more of these: {{unsubscribe_url}}",
      },
    },
    {
      id: "ask",
      type: "action",
      action_id: "send_survey",
      config: { to: "{{trigger.email}}", question, channel: "link" },
    },
    {
      id: "tell",
      type: "action",
      action_id: "create_notification",
      config: { title: "{{trigger.name}} was asked", message: "The survey is on its way." },
    },
  ],
});

/** A flow that is on asks somebody whom nobody else asks. */
async function ask(request: APIRequestContext, name: string, question: string): Promise<void> {
  const headers = { authorization: `Bearer ${demo().apiKey}` };
  const created = await request.post("/api/workflows/create", { headers, data: flowAsking(question) });
  expect(created.status(), await created.text()).toBe(201);
  const { id } = await created.json();
  await request.patch(`/api/workflows/${id}`, { headers, data: { status: "active" } });
  const answer = await request.post("/api/v1/events", {
    headers,
    data: {
      event_type: EVENT,
      payload: { name, email: `${name.toLowerCase().replace(" ", ".")}@example.com` },
    },
  });
  expect(answer.status(), await answer.text()).toBe(202);
}

test("what a flow says is heard under the bell, answered in the Outbox, and by those who got it", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const question = `How was it (${randomUUID()})?`;
  const name = `Grace ${randomUUID().slice(0, 8)}`;
  await ask(request, name, question);
  const workspace = await signIn(page, demo());

  await test.step("the bell tells it once", async () => {
    await page.goto(workspace);
    await page.getByRole("button", { name: /^Notifications, \d+ unread$/ }).click({ timeout: 30_000 });
    const bell = page.getByRole("dialog", { name: "Notifications" });
    await expect(bell.getByText(`${name} was asked`)).toBeVisible();
    await expectAccessible(page);
    await bell.getByRole("button", { name: "Mark all as read" }).click();
    await expect(bell.getByText("Unread.")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeFocused();
  });

  await test.step("the Outbox, by keyboard, and an answer in the place of the contact", async () => {
    await page.goto(`${workspace}/outbox?q=${encodeURIComponent(name)}`);
    const rows = page.getByRole("region", { name: "Messages" }).getByRole("row");
    await expect(rows).toHaveCount(2);
    // Until the page listens, keys are lost.
    await expect(async () => {
      await page.keyboard.press("j");
      await expect(rows.nth(1).getByRole("button")).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press("Enter");
    const message = page.getByRole("article");
    await expect(message.getByRole("heading", { name: `Thank you, ${name}` })).toBeVisible();
    await message.getByLabel(/^Answer as/).fill("This is wonderful, thank you!");
    await message.getByRole("button", { name: "Send answer" }).click();
    await message.getByRole("button", { name: "Answered: This is wonderful" }).click();
    await expect(message.getByText("positive (rule-based)")).toBeVisible();
    await expectAccessible(page);
    await message.getByRole("button", { name: "The message it answers" }).click();
    await expect(message.getByRole("button", { name: "STOP" })).toBeVisible();
  });

  await test.step("the survey takes one answer", async () => {
    const [survey] = await query<{ token: string }>("select token from surveys where question = $1", [
      question,
    ]);
    await page.goto(`/s/${survey?.token}`);
    await expect(page.getByRole("heading", { name: question })).toBeVisible();
    await expectAccessible(page, { plain: true });
    await page.getByRole("radio", { name: "1 of 5" }).focus();
    for (const stars of [2, 3, 4]) {
      await page.keyboard.press("ArrowRight");
      await expect(page.getByRole("radio", { name: `${stars} of 5` })).toBeChecked();
    }
    await page.getByLabel("Comment, if you like").fill("Quick and friendly");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
    await expectAccessible(page, { plain: true });
    await page.goto(`/s/${survey?.token}`);
    await expect(page.getByRole("heading", { name: "You have answered already" })).toBeVisible();
  });

  await test.step("the way out of a message works without an account, and back", async () => {
    const [message] = await query<{ path: string }>(
      "select substring(body || coalesce(html, '') from '/u/[A-Za-z0-9_-]+') as path from messages where subject = $1 and direction = 'out'",
      [`Thank you, ${name}`],
    );
    await forgetSession(page);
    await page.goto(message?.path ?? "");
    await expect(page.getByRole("heading", { name: /^Get no more emails from/ })).toBeVisible();
    await expectAccessible(page, { plain: true });
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await expect(page.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
    await expectAccessible(page, { plain: true });
    await page.getByRole("button", { name: "Subscribe again" }).click();
    await expect(page.getByRole("heading", { name: "You are subscribed again" })).toBeVisible();
  });
});
