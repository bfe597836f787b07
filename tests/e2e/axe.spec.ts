import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { newAccount, signIn, signUp } from "./support/account";
import { importFlow, runTest, testForm } from "./support/flow-page";
import { demo } from "./support/installation";
import { state } from "./support/run-page";
import { expect, test } from "./support/test";

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

/** Opens a page, waits for what it is about, and looks at it. */
async function visit(page: Page, path: string, settled: () => Promise<unknown>): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await settled();
    await expectAccessible(page);
  });
}

test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("what strangers see", async ({ page }) => {
  await visit(page, "/", () => expect(page.getByRole("heading", { level: 1 })).toBeVisible());
  await visit(page, "/pricing", () => expect(heading(page, "Pay for what ran")).toBeVisible());
  await visit(page, "/sign-in", () => expect(heading(page, "Sign in")).toBeVisible());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter your email" })).toBeVisible();
  await expectAccessible(page);
  await visit(page, "/sign-up", () => expect(page.getByLabel("Workspace")).toBeVisible());
});

test("a workspace that is new", async ({ page }) => {
  const workspace = await signUp(page, newAccount("Axe"));
  await visit(page, workspace, () =>
    expect(page.getByRole("button", { name: "Use this flow" })).toHaveCount(2),
  );
  await visit(page, `${workspace}/flows`, () => expect(heading(page, "No flows yet")).toBeVisible());
  await visit(page, `${workspace}/runs`, () => expect(heading(page, "No runs yet")).toBeVisible());
  await visit(page, `${workspace}/outbox`, () => expect(heading(page, "No messages yet")).toBeVisible());
  await visit(page, `${workspace}/usage`, () => expect(heading(page, "No tokens used yet")).toBeVisible());
  await visit(page, `${workspace}/settings/api-keys`, () =>
    expect(heading(page, "No keys yet")).toBeVisible(),
  );
  await visit(page, "/w/new", () => expect(heading(page, "New workspace")).toBeVisible());
});

test("the settings", async ({ page }) => {
  const workspace = await signIn(page, demo());
  for (const { path, title } of [
    { path: "", title: "General" },
    { path: "/members", title: "Members" },
    { path: "/sessions", title: "Sessions" },
    { path: "/api-keys", title: "API keys" },
    { path: "/audit", title: "Audit log" },
    { path: "/sending", title: "Sending" },
  ])
    await visit(page, `${workspace}/settings${path}`, () =>
      expect(heading(page, title).first()).toBeVisible(),
    );
});

test("the settings of money", async ({ page }) => {
  const workspace = await signIn(page, demo());
  await visit(page, `${workspace}/settings/billing`, () =>
    expect(page.getByText("Total", { exact: true })).toBeVisible(),
  );
  await page.getByRole("button", { name: "Upgrade to Enterprise" }).click();
  await expect(page.getByRole("dialog")).toContainText("Due now");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("switch", { name: "Go on when the included tokens are used up" }).click();
  await expect(page.getByLabel("Spend at most, a period")).toHaveValue(/^\d+$/);
  await page.getByLabel("Spend at most, a period").fill("much");
  await expect(page.getByText("Write an amount in dollars")).toBeVisible();
  await expectAccessible(page);
});

test("the settings of what flows send by", async ({ page }) => {
  const workspace = await signIn(page, demo());
  for (const { path, title, button, dialog } of [
    {
      path: "connections",
      title: "Connections",
      button: "Connect a mail server",
      dialog: "Connect a mail server",
    },
    { path: "message-templates", title: "Message templates", button: "New template", dialog: "New template" },
    { path: "owner-pools", title: "Owner pools", button: "New pool", dialog: "New owner pool" },
    { path: "voice-agents", title: "Voice agents", button: "New agent", dialog: "New voice agent" },
  ]) {
    await visit(page, `${workspace}/settings/${path}`, () =>
      expect(heading(page, title).first()).toBeVisible(),
    );
    await page.getByRole("button", { name: button }).first().click();
    await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
    await expectAccessible(page);
  }
});

test("a workspace at work", async ({ page }) => {
  const workspace = await signIn(page, demo());
  await visit(page, workspace, () => expect(page.getByText("Runs today")).toBeVisible());
  await visit(page, `${workspace}/flows`, () =>
    expect(page.getByRole("region", { name: "Flows" }).getByRole("row")).not.toHaveCount(1),
  );
  await page.getByRole("link", { name: "Welcome a new customer", exact: true }).first().click();
  await expect(page.getByRole("tab", { name: "Start" })).toBeVisible();
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  const flow = new URL(page.url()).pathname;
  await expectAccessible(page);
  for (const tab of ["runs", "versions", "settings"])
    await visit(page, `${flow}?tab=${tab}`, () =>
      expect(page.getByRole("tab", { selected: true })).toHaveText(new RegExp(tab, "i")),
    );
  await visit(page, `${flow}?step=welcome`, () =>
    expect(page.getByRole("button", { name: "Whole flow" })).toBeVisible(),
  );
  const runs = () => page.getByRole("region", { name: "Runs" }).getByRole("row");
  await visit(page, `${workspace}/runs`, () => expect(runs().nth(1)).toBeVisible());
  await page.goto(`${workspace}/runs?q=ada@example.com`);
  await runs().nth(1).getByRole("link").click();
  await expect(page.getByRole("list", { name: "Timeline" })).toBeVisible();
  await expectAccessible(page);
  await visit(page, `${workspace}/usage`, () =>
    expect(page.getByRole("region", { name: "Charges" }).getByRole("row").nth(1)).toBeVisible(),
  );
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText(/difference 0$/)).toBeVisible();
  await page.getByRole("button", { name: "Details" }).click();
  await expect(page.getByRole("dialog", { name: "Does it add up?" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await visit(page, `${workspace}/outbox`, () =>
    // The demo's flows wait 20 seconds before they write.
    expect(page.getByRole("region", { name: "Messages" }).getByRole("row").nth(1)).toBeVisible({
      timeout: 30_000,
    }),
  );
  await page.getByRole("region", { name: "Messages" }).getByRole("button").first().click();
  await expect(page.getByRole("article")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open the run that sent it" }).click();
  await expect(page.getByRole("tree", { name: "Output" })).toBeVisible();
  await expectAccessible(page);
});

test("a run that failed", async ({ page }) => {
  const workspace = await signUp(page, newAccount("Failure"));
  await importFlow(page, workspace, {
    name: "Call what must not be called",
    trigger: { type: "event", event_types: ["order.paid"] },
    steps: [
      { id: "call", type: "action", action_id: "http_request", config: { url: "http://localhost:1/orders" } },
    ],
  });
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await runTest(page);
  await expect(state(page)).toContainText("Failed");
  await expect(page.getByRole("button", { name: "Retry from failed step" })).toBeVisible();
  await page.getByRole("button", { name: "Show the step" }).click();
  await expectAccessible(page);
  await visit(page, `${workspace}/runs`, () =>
    expect(page.getByRole("region", { name: "Runs" })).toBeVisible(),
  );
  await visit(page, workspace, () =>
    expect(page.getByRole("link", { name: /Call what must not be called/ })).toBeVisible(),
  );
});

test("dialogs", async ({ page }) => {
  const workspace = await signIn(page, demo());
  await visit(page, `${workspace}/flows?new=true`, () =>
    expect(page.getByRole("tab", { name: "Blank flow" })).toBeVisible(),
  );
  await page.getByRole("tab", { name: "Starter flows" }).click();
  await expect(page.getByRole("button", { name: "Use this flow" })).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Import JSON" }).click();
  await page.getByLabel("Flow as JSON").fill('{ "name": "Broken", "steps": [{ "id": "a" }] }');
  await expect(page.getByRole("button", { name: "Import flow" })).toBeDisabled();
  await expectAccessible(page);

  await page.goto(`${workspace}/flows`);
  await page.getByRole("link", { name: "Welcome a new customer", exact: true }).first().click();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(testForm(page).getByRole("textbox")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("option", { name: "Home" })).toBeVisible();
  await expectAccessible(page);
  await palette.getByRole("option", { name: "Create workspace" }).click();
  await expect(page.getByRole("dialog", { name: "Create workspace" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${workspace}/settings/api-keys`);
  await page.getByRole("button", { name: "New API key" }).click();
  await expect(page.getByRole("dialog", { name: "New API key" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${workspace}/settings/members`);
  await page.getByRole("button", { name: "Add member" }).click();
  await expect(page.getByRole("dialog", { name: "Add a member" })).toBeVisible();
  await expectAccessible(page);
});

test("narrow windows", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const workspace = await signIn(page, demo());
  await visit(page, workspace, () => expect(page.getByText("Runs today")).toBeVisible());
  await page.getByRole("button", { name: "Open menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await expectAccessible(page);
});
