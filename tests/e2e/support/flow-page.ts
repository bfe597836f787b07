import { expect, type Locator, type Page } from "@playwright/test";

/** Makes a flow from a document with the import dialog and stands on its page. Returns its id. */
export async function importFlow(page: Page, workspace: string, document: object): Promise<string> {
  await page.goto(`${workspace}/flows?new=true`);
  const dialog = page.getByRole("dialog", { name: "New flow" });
  await dialog.getByRole("tab", { name: "Import JSON" }).click();
  await dialog.getByLabel("Flow as JSON").fill(JSON.stringify(document, null, 2));
  await dialog.getByRole("button", { name: "Import flow" }).click();
  await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

export const flowSwitch = (page: Page): Locator => page.getByRole("main").getByRole("switch");

/** Turns the flow on whose page is shown. */
export async function activate(page: Page): Promise<void> {
  await flowSwitch(page).click();
  await expect(flowSwitch(page)).toBeChecked();
  await expect(page.getByText("Version 1, published")).toBeVisible();
}

/** Where the builder asks for the event of a test. */
export const testForm = (page: Page): Locator => page.getByRole("form", { name: "Test event" });

/** Runs the flow with the event of the open panel and goes to the run's page. Returns its id. */
export async function runTest(page: Page): Promise<string> {
  await testForm(page).getByRole("button", { name: "Run test" }).click();
  await page.getByRole("link", { name: "Open the run" }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
