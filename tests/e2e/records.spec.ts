import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { signIn } from "./support/account";
import { demo } from "./support/installation";
import { expect, test } from "./support/test";

/** Nobody else's names. */
const unique = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;

async function create(request: APIRequestContext, path: string, data: object): Promise<string> {
  const headers = { authorization: `Bearer ${demo().apiKey}` };
  const made = await request.post(`/api/${path}`, { headers, data });
  expect(made.status(), await made.text()).toBe(201);
  return (await made.json()).id;
}

const rowsOf = (page: Page, list: string) => page.getByRole("region", { name: list }).getByRole("row");

/** Until the page listens, keys are lost. */
async function pressUntil(page: Page, key: string, reached: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await reached();
  }).toPass();
}

test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("from an order's number to its contact, what it bought, and back", async ({ page, request }) => {
  const name = unique("Kestrel");
  const email = `${name.toLowerCase().replace(" ", "-")}@example.com`;
  const number = `K-${randomUUID().slice(0, 6)}-7`;
  const lamp = await create(request, "products", { name: `Lamp of ${name}`, price: 40, stock: 12 });
  await create(request, "orders", {
    id: number,
    email,
    customer_name: name,
    items: [{ product_id: lamp, quantity: 2 }],
  });
  await create(request, "appointments", {
    email,
    title: "Fitting",
    starts_at: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const workspace = await signIn(page, demo());
  const panel = (title: string) => page.getByRole("dialog", { name: title });

  await test.step("the palette finds the order by its number", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByPlaceholder("Search, or type a command").fill(number);
    await expect(page.getByRole("option", { name: number })).toContainText("$80.00");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(panel(number)).toContainText("2 × $40.00");
    await expectAccessible(page);
  });

  await test.step("its contact has it, and the appointment", async () => {
    await panel(number).getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await page.getByRole("link", { name: "Fitting" }).click();
    await expect(panel("Fitting")).toContainText("Booked");
    await expectAccessible(page);
    await panel("Fitting").getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: "Show all of “Last orders”" }).click();
    await expect(rowsOf(page, "Orders")).toHaveCount(2);
    await expect(page.getByRole("button", { name: new RegExp(`^Contact ?${name}$`) })).toBeVisible();
  });

  await test.step("what was bought, and who else bought it", async () => {
    await pressUntil(page, "j", () =>
      expect(rowsOf(page, "Orders").getByRole("button")).toBeFocused({ timeout: 500 }),
    );
    await page.keyboard.press("Enter");
    await panel(number)
      .getByRole("link", { name: `Lamp of ${name}` })
      .click();
    await expect(panel(`Lamp of ${name}`).getByLabel("In stock")).toHaveValue("12");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Orders with this product" }).click();
    await expect(rowsOf(page, "Orders")).toHaveCount(2);
    await page.getByRole("button", { name: "Clear product" }).click();
    await expect(page).not.toHaveURL(/product=/);
  });

  await test.step("the palette finds the contact by what it is reached by", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByPlaceholder("Search, or type a command").fill(email);
    await page.getByRole("group", { name: "Contacts" }).getByRole("option", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  for (const { path, button } of [
    { path: "products", button: "Create product" },
    { path: "orders", button: "Place order" },
    { path: "appointments", button: "Book appointment" },
  ])
    await test.step(`a new one of ${path}`, async () => {
      await page.goto(`${workspace}/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await pressUntil(page, "n", () =>
        expect(page.getByRole("button", { name: button })).toBeVisible({ timeout: 500 }),
      );
      await expectAccessible(page);
    });
});

test("the board of tasks by keyboard", async ({ page, request }) => {
  const mark = unique("Heron");
  for (const [what, due] of [
    ["call", "2020-03-01"],
    ["write", "2020-03-02"],
    ["plan", "2099-03-01"],
  ])
    await create(request, "tasks", { title: `${mark}: ${what}`, due_date: due, priority: "high" });
  const workspace = await signIn(page, demo());
  const card = (what: string) => page.getByRole("button", { name: `${mark}: ${what}`, exact: true });
  await page.goto(`${workspace}/tasks?q=${mark}`);
  await expect(card("plan")).toBeVisible();
  await expectAccessible(page);

  await pressUntil(page, "k", () => expect(card("call")).toBeFocused({ timeout: 500 }));
  await page.keyboard.press("j");
  await expect(card("write")).toBeFocused();
  await page.keyboard.press("l");
  await expect(card("plan")).toBeFocused();
  await page.keyboard.press("h");
  await expect(card("call")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("region", { name: /^Done/ })).toContainText(`${mark}: call`);
  await expect(card("write")).toBeFocused();

  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Task" });
  await expect(dialog.getByLabel("Task")).toHaveValue(`${mark}: write`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "New task" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "List" }).click();
  await expect(rowsOf(page, "Tasks")).toHaveCount(3);
  await expectAccessible(page);
});
