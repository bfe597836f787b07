import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { newAccount, signUp } from "./support/account";
import { expect, test } from "./support/test";

const rows = (page: Page) => page.getByRole("region", { name: "Contacts" }).getByRole("row");

const FILE = [
  "Full name,E-mail,Mobile,Tags,SMS consent,fields.plan",
  'Ada Lovelace,ada@example.com,+14155550100,"vip, london",yes,pro',
  "Grace Hopper,grace@example.com,,,,",
  "Nobody Known,not an address,,,,",
].join("\n");

/** The browser writes down every answer that refuses something. */
function takeOutRefusal(complaints: string[]): void {
  expect(complaints).toEqual([expect.stringContaining("status of 422")]);
  complaints.length = 0;
}

async function importFile(page: Page, workspace: string): Promise<void> {
  await page.goto(`${workspace}/contacts/import`);
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await expect(page.getByRole("combobox", { name: "Mobile becomes" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("button", { name: "Import 2 contacts" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import 2 contacts" }).click();
  await expect(page.getByRole("heading", { name: "The import is done" })).toBeVisible();
}

test("a file becomes contacts, and what is done to one stands on its timeline", async ({
  page,
  complaints,
}) => {
  const workspace = await signUp(page, newAccount("Contacts"));
  await page.goto(`${workspace}/contacts`);
  await expect(page.getByRole("heading", { name: "No contacts yet" })).toBeVisible();
  await page.getByRole("link", { name: "Import a CSV file" }).click();
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await expect(page.getByRole("combobox", { name: "Mobile becomes" })).toHaveText("Phone");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("“not an address” is no email address.")).toBeVisible();
  await page.getByRole("button", { name: "Import 2 contacts" }).click();
  await expect(page.getByRole("heading", { name: "The import is done" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Refused rows" })).toContainText("Nobody Known");
  await page.getByRole("link", { name: "Show the contacts" }).click();
  await expect(rows(page)).toHaveCount(3);

  await page.getByLabel("Search contacts").fill("love");
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeVisible();
  await expect(page.getByRole("switch", { name: "SMS allowed" })).toBeChecked();
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByLabel("New tag").fill("regular");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Tag “regular” added")).toBeVisible();
  await page.getByLabel("Note", { exact: true }).fill("Likes short emails");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Likes short emails")).toBeVisible();
  await page.getByRole("button", { name: "Email: ada@example.com. Change" }).click();
  await page.getByLabel("Email", { exact: true }).fill("no address");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "is no email address" })).toBeVisible();
  takeOutRefusal(complaints);
});

test("contacts are for everybody", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const workspace = await signUp(page, newAccount("Everybody"));
  await page.goto(`${workspace}/contacts`);
  await expect(page.getByRole("heading", { name: "No contacts yet" })).toBeVisible();
  await expectAccessible(page);
  await importFile(page, workspace);
  await expectAccessible(page);

  await page.goto(`${workspace}/contacts`);
  await expect(rows(page)).toHaveCount(3);
  // Until the page listens, keys are lost.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).nth(1).getByRole("link").first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByRole("status").filter({ hasText: "1 contact selected" })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByRole("status").filter({ hasText: "2 contacts selected" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByRole("radio")).toHaveCount(2);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.goto(`${workspace}/contacts?new=true`);
  await page.getByRole("button", { name: "Create contact" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "A contact needs an email address" })).toBeVisible();
  takeOutRefusal(complaints);
  await expectAccessible(page);

  await page.goto(`${workspace}/contacts?q=ada`);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(page.getByRole("region", { name: "Today" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Why did they get it?" }).click();
  await expect(page.getByRole("dialog")).toContainText("No flow meant to write");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add tag" }).click();
  await expect(page.getByLabel("New tag")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Status: / }).click();
  await expect(page.getByRole("menuitemradio", { name: "Qualified", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Task" }).click();
  await page.getByLabel("Task", { exact: true }).fill("Call her back");
  await page.getByRole("button", { name: "Create task" }).click();
  await page
    .getByRole("region", { name: /^Open tasks/ })
    .getByRole("link", { name: "Call her back" })
    .click();
  await expect(page.getByRole("dialog", { name: "Task" }).getByLabel("Contact", { exact: true })).toHaveText(
    /Ada Lovelace/,
  );

  await page.goto(`${workspace}/contacts`);
  await page.getByRole("checkbox", { name: "Select all contacts shown" }).click();
  await page.getByRole("button", { name: "Merge" }).click();
  await page.getByRole("radio", { name: /Ada Lovelace/ }).click();
  await page.getByRole("button", { name: "Merge into Ada Lovelace" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(page.getByText("A duplicate was merged into this contact")).toBeVisible();
});
