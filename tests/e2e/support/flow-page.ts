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

/** Runs the flow with the sample event of the open dialog and stands on the run's page. Returns its id. */
export async function runTest(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Test with a sample event" });
  await dialog.getByRole("button", { name: "Run test" }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
