import { createServer } from "node:http";
import { fillSignUp, newAccount, signUp, workspacePath } from "./support/account";
import { activate, importFlow, runTest, testForm } from "./support/flow-page";
import { children, kill, query, receiverPort } from "./support/installation";
import { card, fact, openStep, state, timelineStep } from "./support/run-page";
import { expect, test } from "./support/test";

test("from the landing page to a message sent, although the worker is killed on the way", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto("/");
  await page.getByRole("link", { name: "Create a workspace" }).first().click();
  await expect(page).toHaveURL(/\/sign-up$/);
  await fillSignUp(page, newAccount("Ada Lovelace"));
  const workspace = await workspacePath(page);

  await expect(page.getByRole("heading", { name: "Three steps to your first run" })).toBeVisible();
  await page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "Welcome a new customer" }) })
    .getByRole("button", { name: "Use this flow" })
    .click();
  await expect(testForm(page)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Welcome a new customer" })).toBeVisible();
  await expect(page.getByText("Never published")).toBeVisible();
  await activate(page);

  await page.getByRole("button", { name: "Test", exact: true }).click();
  const payload = testForm(page).getByRole("textbox");
  await expect(payload).toHaveValue(/"email"/);
  await payload.fill(JSON.stringify({ name: "Grace Hopper", email: "grace@example.com" }));
  const runId = await runTest(page);

  await test.step("the run is watched as it goes", async () => {
    await expect(timelineStep(page, "Has an email address")).toContainText("Succeeded");
    await expect(timelineStep(page, "Wait 20 seconds")).toContainText(/Waiting.*for \d+ s/);
    await expect(state(page)).toContainText("Waiting");
    await expect(state(page)).toContainText("Test");
    await expect(card(page, "Has an email address")).toContainText("Succeeded");
    await expect(card(page, "Wait 20 seconds")).toContainText("Waiting");
    await expect(card(page, "Send the welcome email")).toContainText("Not reached");
  });

  await test.step("the worker dies in the middle of the delay, and is started again", async () => {
    const { worker } = children();
    kill(worker);
    await expect.poll(() => children().worker, { timeout: 15_000 }).not.toBe(worker);
  });

  await test.step("the run completes without a reload, and is charged once", async () => {
    await expect(state(page)).toContainText("Succeeded", { timeout: 45_000 });
    await expect(timelineStep(page, "Wait 20 seconds")).toContainText("Succeeded");
    await expect(timelineStep(page, "Send the welcome email")).toContainText(/Succeeded.*0\.1 tokens/);
    await expect(timelineStep(page, "Plan a follow-up call")).toContainText("Succeeded");
    await expect(timelineStep(page, "Ask for an email address")).toContainText("Skipped");
    await expect(card(page, "Send the welcome email")).toContainText("Succeeded");
    await expect(fact(page, "Tokens")).toHaveText("0.6");
    const charges = await query<{ tokens: number }>(
      "select amount::int as tokens from usage_records where run_id = $1 order by 1",
      [runId],
    );
    expect(charges.map(({ tokens }) => tokens)).toEqual([100, 500]);
  });

  await test.step("the Outbox holds the one message, with its text", async () => {
    await page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name: "Outbox" }).click();
    const rows = page.getByRole("region", { name: "Messages" }).getByRole("row");
    await expect(rows).toHaveCount(2);
    await page.getByRole("button", { name: /Welcome, Grace Hopper!/ }).click();
    const message = page.getByRole("article");
    await expect(message.getByRole("heading", { name: "Welcome, Grace Hopper!" })).toBeVisible();
    await expect(message).toContainText("Sandbox: kept here, not sent");
    await expect(message).toContainText("grace@example.com");
    await message.getByText("Plain text").click();
    await expect(message).toContainText("it is good to have you with us");
    await message.getByRole("link", { name: "Open the run that sent it" }).click();
    await expect(page).toHaveURL(new RegExp(`${workspace}/runs/${runId}\\?step=welcome`));
  });
});

test("a step that fails is tried again, and every attempt is kept", async ({ page }) => {
  let asked = 0;
  const keys = new Set<unknown>();
  const receiver = createServer((request, response) => {
    asked++;
    keys.add(request.headers["idempotency-key"]);
    response.writeHead(asked < 3 ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ asked }));
  }).listen(receiverPort(), "localhost");
  try {
    const workspace = await signUp(page, newAccount("Retry"));
    await importFlow(page, workspace, {
      name: "Ask a shop that is down",
      trigger: { type: "event", event_types: ["order.paid"] },
      settings: { retry_count: 3, retry_delay: 3000, backoff: "fixed" },
      steps: [
        {
          id: "ask",
          type: "action",
          name: "Ask the shop",
          action_id: "http_request",
          config: { url: `http://localhost:${receiverPort()}/orders` },
        },
      ],
    });
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await runTest(page);
    await expect(timelineStep(page, "Ask the shop")).toContainText(/Retrying.*attempt 2/);
    await expect(card(page, "Ask the shop")).toContainText("attempt 2");
    await expect(state(page)).toContainText("Succeeded");
    await expect(timelineStep(page, "Ask the shop")).toContainText(/Succeeded.*attempt 3/);
    await timelineStep(page, "Ask the shop").click();
    const step = openStep(page, "Ask the shop");
    await step.getByRole("tab", { name: /Attempts/ }).click();
    await expect(step.getByRole("tabpanel").getByRole("listitem")).toHaveCount(3);
    await expect(step.getByRole("tabpanel")).toContainText("503");
    expect({ asked, keys: keys.size }).toEqual({ asked: 3, keys: 1 });
  } finally {
    receiver.close();
    receiver.closeAllConnections();
  }
});
