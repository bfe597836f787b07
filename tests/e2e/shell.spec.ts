import type { Page } from "@playwright/test";
import { newAccount, signIn, signUp } from "./support/account";
import { activate, flowSwitch, importFlow } from "./support/flow-page";
import { expect, test } from "./support/test";

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

const account = newAccount("Shell");
let signedUp = false;

/** The suite's person, who signs up in the first test that needs them. */
async function enter(page: Page): Promise<string> {
  if (signedUp) return signIn(page, account);
  signedUp = true;
  return signUp(page, account);
}

test("the keyboard opens the palette, finds a page and goes there", async ({ page }) => {
  const workspace = await enter(page);
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("outb");
  await expect(palette.getByRole("option", { name: "Outbox" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
  await expect(page).toHaveURL(`${workspace}/outbox`);
  await expect(title(page, "Outbox")).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(title(page, "Runs")).toBeVisible();

  await page.keyboard.press("?");
  const shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(shortcuts.getByText("Search the list")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(shortcuts).toBeHidden();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("no such thing");
  await expect(palette.getByText("Nothing found.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("a theme stays chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await enter(page);
  const html = page.locator("html");
  await expect(html).toHaveClass(/\blight\b/);
  await page.getByRole("button", { name: /Account menu$/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(html).toHaveClass(/\bdark\b/);
  await page.reload();
  await expect(html).toHaveClass(/\bdark\b/);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("option", { name: "Switch to light theme" }).click();
  await expect(html).toHaveClass(/\blight\b/);
});

test("a narrow window has the menu behind a button, and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const workspace = await enter(page);
  const menu = page.getByRole("dialog", { name: "Menu" });
  for (const { label, path } of [
    { label: "Flows", path: "/flows" },
    { label: "Runs", path: "/runs" },
    { label: "Outbox", path: "/outbox" },
    { label: "Usage", path: "/usage" },
    { label: "Settings", path: "/settings" },
    { label: "Home", path: "" },
  ]) {
    await page.getByRole("button", { name: "Open menu" }).click();
    await menu.getByRole("link", { name: label }).click();
    await expect(menu).toBeHidden();
    await expect(page).toHaveURL(workspace + path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test("workspaces are made and switched between", async ({ page }) => {
  const first = await enter(page);
  const second = `Second ${account.workspace.slice(-8)}`;
  await page.getByRole("button", { name: /Switch workspace$/ }).click();
  await page.getByRole("menuitem", { name: "Create workspace" }).click();
  const dialog = page.getByRole("dialog", { name: "Create workspace" });
  await dialog.getByLabel("Name").fill(second);
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("button", { name: `Workspace ${second}. Switch workspace` })).toBeVisible();
  await expect(page).not.toHaveURL(first);
  await page.getByRole("button", { name: /Switch workspace$/ }).click();
  await page.getByRole("menuitem", { name: account.workspace }).click();
  await expect(page).toHaveURL(first);
});

test("after signing out the workspace is shut", async ({ page }) => {
  const workspace = await enter(page);
  await page.getByRole("button", { name: /Account menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(title(page, "Sign in")).toBeVisible();
  await page.goto(`${workspace}/flows`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});

test("an API key is shown once, works, and is dead when revoked", async ({ page, request }) => {
  const workspace = await enter(page);
  await page.goto(`${workspace}/settings/api-keys`);
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Web shop");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("dialog", { name: "Copy your key" });
  const secret = (await shown.getByRole("figure").locator("code").textContent())?.trim() ?? "";
  expect(secret.length).toBeGreaterThan(30);
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("region", { name: "API keys" })).toContainText("Web shop");
  await page.reload();
  await expect(page.getByRole("region", { name: "API keys" })).toContainText("Web shop");
  expect(await page.content()).not.toContain(secret);

  const send = async () =>
    (
      await request.post("/api/v1/events", {
        headers: { authorization: `Bearer ${secret}` },
        data: { event_type: "nothing.waits", payload: {} },
      })
    ).status();
  expect(await send()).toBe(202);
  await page.getByRole("button", { name: "Revoke Web shop" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("The key Web shop was revoked")).toBeVisible();
  await expect.poll(send, { timeout: 15_000 }).toBe(401);
});

test("a viewer looks, and publishes nothing", async ({ page, browser, baseURL }) => {
  const viewer = newAccount("Viewer");
  const theirs = await browser.newContext();
  const theirPage = await theirs.newPage();
  await signUp(theirPage, viewer);

  const workspace = await enter(page);
  await page.goto(`${workspace}/settings/members`);
  await page.getByRole("button", { name: "Add member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.getByLabel("Email").fill(viewer.email);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: /^Viewer/ }).click();
  await dialog.getByRole("button", { name: "Add member" }).click();
  await expect(page.getByRole("region", { name: "Members" })).toContainText(viewer.email);
  const flowId = await importFlow(page, workspace, {
    name: "Look at me",
    trigger: { type: "event", event_types: ["order.paid"] },
    steps: [{ id: "say", type: "action", action_id: "log", config: { message: "Hello" } }],
  });
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toBeEnabled();

  await theirPage.goto(`${workspace}/flows/${flowId}`);
  await expect(title(theirPage, "Look at me")).toBeVisible();
  await expect(flowSwitch(theirPage)).toBeDisabled();
  await expect(theirPage.getByRole("button", { name: /^Publish/ })).toHaveCount(0);
  await expect(theirPage.getByRole("button", { name: "Test", exact: true })).toHaveCount(0);
  for (const procedure of ["publish", "activate"]) {
    const answer = await theirPage.request.post(`/api/trpc/flows.${procedure}`, {
      headers: { origin: baseURL ?? "" },
      data: { json: { workspace: workspace.split("/").at(-1), flowId } },
    });
    expect(answer.status()).toBe(403);
  }
  await theirs.close();
  await page.reload();
  await expect(page.getByText("Never published")).toBeVisible();
  await activate(page);
});
