import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/accessible";
import { newAccount, signIn, signUp } from "./support/account";
import { canvasCard, panel } from "./support/builder";
import { activate, importFlow } from "./support/flow-page";
import { demo } from "./support/installation";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
});

const email = (id: string, name: string, text: string) => ({
  ...{ id, name, type: "action", action_id: "send_email" },
  config: { to: "{{trigger.email}}", subject: name, body: text, purpose: "transactional" },
});

/** Thirty days: two emails with a wait for an answer between them, and one at the end. */
const month = {
  name: "A month with a lead",
  trigger: { type: "event", event_types: ["lead.created"] },
  settings: { exit_conditions: [{ event_types: ["payment.received"] }] },
  steps: [
    email("hello", "Say hello", "Hi {{trigger.name}}"),
    {
      ...{ id: "answer", name: "Await an answer", type: "wait_for_event", event_types: ["message.received"] },
      ...{ timeout: { value: 5, unit: "days" }, on_event: "thanks", on_timeout: "again" },
    },
    { ...email("thanks", "Say thanks", "Thanks for your answer"), on_success: "end" },
    email("again", "Ask again", "Did you see our email?"),
    { id: "month", name: "Wait a month", type: "delay", for: { value: 25, unit: "days" } },
    email("farewell", "Say goodbye", "We will not write again"),
  ],
};

test("a month is tried in the builder, what if is asked, and nothing is sent", async ({ page }) => {
  const workspace = await signUp(page, newAccount("Dry run"));
  await importFlow(page, workspace, month);
  await panel(page).getByRole("tab", { name: "Dry run" }).click();
  const days = panel(page).getByRole("list", { name: "Dry run, day by day" });

  await test.step("thirty days stand there at once, by day", async () => {
    await expect(panel(page)).toContainText("Nothing is sent: a dry run");
    await expect(days.getByRole("heading", { name: /day 31$/ })).toBeVisible();
    await expect(days).toContainText("Say goodbye");
    await expect(days.getByRole("button", { name: /Say thanks/ })).toHaveCount(0);
    await expect(canvasCard(page, "Ask again")).toContainText("Succeeded");
    await expect(canvasCard(page, "Say thanks")).toContainText("Skipped");
    await expectAccessible(page);
  });

  await test.step("a message is read as it would be, and its step is selected", async () => {
    const line = days.getByRole("button", { name: /Say hello/ });
    await line.click();
    await expect(days).toContainText("transactional");
    await expect(page).toHaveURL(/step=hello/);
    await page.keyboard.press("ArrowDown");
    await expect(days.getByRole("button", { name: /Await an answer/ }).first()).toBeFocused();
  });

  const whatIf = panel(page).getByRole("group", { name: "What if" });
  await test.step("what if the lead replies", async () => {
    await whatIf.getByRole("button", { name: /^Replies/ }).click();
    await expect(whatIf.getByRole("button", { name: /^Replies/ })).toHaveAttribute("aria-pressed", "true");
    await expect(days.getByRole("button", { name: /Say thanks/ })).toBeVisible();
    await expect(canvasCard(page, "Say thanks")).toContainText("Succeeded");
    await expect(days.getByRole("heading", { name: /day 31$/ })).toHaveCount(0);
  });

  await test.step("later than it waits", async () => {
    await whatIf.getByRole("button", { name: "Change “Replies”" }).click();
    await page.getByRole("textbox", { name: "After the start: how many" }).fill("8");
    await page.keyboard.press("Escape");
    await expect(days.getByRole("heading", { name: /day 31$/ })).toBeVisible();
  });

  await test.step("what if a step fails twice, and what if the lead pays", async () => {
    await whatIf.getByRole("button", { name: "A step fails" }).click();
    await page.getByRole("menuitem", { name: "“Say hello” fails" }).click();
    await expect(days).toContainText("attempt 1 failed");
    await expect(days).toContainText("attempt 3");
    await whatIf.getByRole("button", { name: /^Pays/ }).click();
    await expect(days).toContainText("the contact paid");
    await expectAccessible(page);
  });

  await test.step("what it costs", async () => {
    await panel(page).getByRole("radio", { name: "Cost" }).click();
    await expect(panel(page).getByRole("region", { name: "Cost of a run by its way" })).toContainText("0.7");
    await expectAccessible(page);
  });

  await test.step("nothing was sent", async () => {
    await page.goto(`${workspace}/outbox`);
    await expect(page.getByRole("main")).not.toContainText("Say hello");
  });
});

test("real events are replayed against a changed draft before it is published", async ({ page, request }) => {
  const { apiKey, ...login } = demo();
  const headers = { authorization: `Bearer ${apiKey}` };
  const workspace = await signIn(page, login);
  const mark = randomUUID().slice(0, 8);
  const type = `deal${mark}.won`;
  const published = {
    ...{ id: `replayed_${mark}`, name: `Deals ${mark}`, trigger: { type: "event", event_types: [type] } },
    steps: [email("hello", "Say hello", "Thank you")],
  };
  const flowId = await importFlow(page, workspace, published);
  await activate(page);
  for (const amount of [10, 20, 900]) {
    const payload = { email: `deal-${amount}-${mark}@example.com`, amount };
    const answer = await request.post("/api/events", { headers, data: { event_type: type, payload } });
    expect(answer.status()).toBe(202);
  }
  const draft = {
    ...published,
    steps: [
      {
        ...{ id: "large", name: "Is it large", type: "condition", on_true: "special", on_false: "hello" },
        condition: { field: "amount", operator: "gt", value: 100 },
      },
      email("hello", "Say hello", "Thank you"),
      { ...email("special", "A special thanks", "Thank you very much"), on_success: "end" },
    ].map((step) => (step.id === "hello" ? { ...step, on_success: "end" } : step)),
  };
  const changed = await request.post("/api/workflows/create?on_conflict=draft", { headers, data: draft });
  expect(changed.ok(), await changed.text()).toBe(true);

  await page.goto(`${workspace}/flows/${flowId}?panel=dry-run`);
  await panel(page).getByRole("radio", { name: "Replay" }).click();
  await panel(page).getByRole("button", { name: "Start the replay" }).click();
  const result = panel(page).getByRole("region", { name: "Result of the replay" });
  await expect(result).toContainText("3 events: 2 the same, 1 gets another text", { timeout: 30_000 });
  await expectAccessible(page);

  await test.step("the changed event opens with both traces", async () => {
    await panel(page)
      .getByRole("list", { name: "Events that go otherwise" })
      .getByRole("button", { name: /another text/ })
      .click();
    const traces = page.getByRole("dialog");
    await expect(traces.getByRole("row", { name: /Say hello/ })).toContainText("only published");
    await expect(traces.getByRole("row", { name: /A special thanks/ })).toContainText("only draft");
    await expectAccessible(page);
  });

  await test.step("what it costs stands in the dialog that publishes it", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 2" });
    await expect(dialog.getByRole("region", { name: "What it will cost" })).toContainText("A run costs");
  });
});
