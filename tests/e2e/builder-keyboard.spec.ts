import type { Locator, Page } from "@playwright/test";
import { signIn } from "./support/account";
import { canvasCard, inspector, outline, outlineRow, panel, saved } from "./support/builder";
import { flowSwitch } from "./support/flow-page";
import { demo } from "./support/installation";
import { expect, test } from "./support/test";

/** As long as a finger rests on a key: one of several choices follows the arrow key while it is down. */
const HELD = { delay: 120 };

/** Tab after Tab until it has the focus: whoever cannot point gets there as well. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let press = 0; press < 150; press++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

/** Onto the row of the tree that a person would come to, then through the tree. */
async function goToRow(page: Page, name: string): Promise<void> {
  await tabTo(page, outline(page).locator('[role=treeitem][tabindex="0"]'), "Shift+Tab");
  await page.keyboard.press("Home");
  const row = outlineRow(page, name).first();
  for (let press = 0; press < 30; press++) {
    if (await row.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrow keys do not lead to the row ${name}`);
}

/** From the row that has the focus: + opens the steps, typing finds one, Enter adds it. */
async function addStep(page: Page, search: string, group?: RegExp): Promise<void> {
  await page.keyboard.press("+");
  const menu = page.getByRole("dialog", { name: "Add a step" });
  await expect(menu.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(search);
  const wanted = (group ? menu.getByRole("group", { name: group }) : menu).getByRole("option").first();
  for (let press = 0; press < 20; press++) {
    if ((await wanted.getAttribute("aria-selected")) === "true") break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(wanted).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
}

async function nameStep(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Enter");
  await expect(inspector(page).locator(":focus")).toBeVisible();
  await tabTo(page, inspector(page).getByRole("textbox", { name: "Name of the step" }), "Shift+Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(name);
  await expect(outlineRow(page, name)).toBeVisible();
}

test("the same flow is built in the outline by keyboard alone", async ({ page }) => {
  test.setTimeout(180_000);
  const workspace = await signIn(page, demo());
  const details = inspector(page);
  await page.goto(`${workspace}/flows`);
  await expect(page.getByRole("table")).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "New flow" }).getByLabel("Name")).toBeFocused();
  await page.keyboard.type(`Welcome by keys ${Date.now()}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);

  await test.step("the outline, and what starts the flow", async () => {
    await tabTo(page, page.getByRole("radio", { name: "Canvas" }));
    await expect(page.getByRole("application")).toBeVisible();
    await tabTo(page, page.getByRole("radio", { name: "Canvas" }));
    await page.keyboard.press("ArrowRight", HELD);
    await expect(outline(page)).toBeVisible();
    await tabTo(page, outline(page).locator('[role=treeitem][tabindex="0"]'));
    await page.keyboard.press("Enter");
    await tabTo(page, details.getByRole("radio", { name: "By hand" }));
    const event = details.getByRole("radio", { name: "Event" });
    // From the last to the first.
    await page.keyboard.press("ArrowRight", HELD);
    await expect(event).toBeChecked();
    await expect(outlineRow(page, "Start: customer.created")).toBeVisible();
  });

  await test.step("a condition, its field, operator and value", async () => {
    await goToRow(page, "Start: customer.created");
    await addStep(page, "condition");
    await nameStep(page, "Check if US customer");
    await tabTo(page, details.getByRole("button", { name: /^Field/ }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Field" })).toBeFocused();
    await page.keyboard.type("location.country");
    await page.keyboard.press("Enter");
    await tabTo(page, details.getByRole("combobox", { name: "Operator" }));
    await page.keyboard.press("Enter");
    const is = page.getByRole("option", { name: "is", exact: true });
    await expect(is).toBeVisible();
    for (let press = 0; press < 20 && !(await isFocused(is)); press++) await page.keyboard.press("ArrowUp");
    for (let press = 0; press < 20 && !(await isFocused(is)); press++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await tabTo(page, details.getByRole("textbox", { name: "Value" }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("US");
    await expect(outlineRow(page, "Check if US customer")).toHaveAccessibleName(/is US/);
  });

  await test.step("two steps under yes, and a handler of their errors", async () => {
    await goToRow(page, "yes");
    await addStep(page, "send welcome email", /Email Marketing/);
    await nameStep(page, "Send Welcome Email");
    await tabTo(page, details.getByRole("textbox", { name: "template" }));
    await page.keyboard.type("welcome_template");
    await goToRow(page, "Send Welcome Email");
    await addStep(page, "create contact", /CRM Plugin/);
    await nameStep(page, "Add to CRM");
    await goToRow(page, "Send Welcome Email");
    await page.keyboard.press("Shift+F10");
    const menu = page.getByRole("menu", { name: "Send Welcome Email" });
    const fails = menu.getByRole("menuitem", { name: "When it fails" });
    await expect(fails).toBeVisible();
    for (let press = 0; press < 20 && !(await isFocused(fails)); press++)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const chooser = page.getByRole("dialog", { name: "Add a step" });
    await expect(chooser.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("log error");
    await expect(chooser.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await nameStep(page, "Log Error");
  });

  await test.step("it is tried, published and turned on", async () => {
    await saved(page);
    await goToRow(page, "Start: customer.created");
    await page.keyboard.press("ControlOrMeta+Enter");
    const form = panel(page).getByRole("form", { name: "Test event" });
    await tabTo(page, form.getByRole("textbox"));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(
      JSON.stringify({ email: `keys-${Date.now()}@example.com`, location: { country: "US" } }),
    );
    await tabTo(page, form.getByRole("button", { name: "Run test" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(outlineRow(page, "Add to CRM")).toContainText("Succeeded", { timeout: 30_000 });
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Shift+Enter");
    await expect(
      page.getByRole("dialog", { name: "Publish version 1" }).getByLabel("What changed"),
    ).toBeFocused();
    await page.keyboard.type("By keys");
    await expect(page.getByRole("button", { name: "Publish version 1" })).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Version 1, published")).toBeVisible();
    await tabTo(page, flowSwitch(page), "Shift+Tab");
    await page.keyboard.press("Space");
    await expect(flowSwitch(page)).toBeChecked();
  });

  await test.step("the canvas shows the same flow", async () => {
    await page.goto(page.url().replace(/\?.*/, ""));
    for (const title of ["Check if US customer", "Send Welcome Email", "Add to CRM", "Log Error"])
      await expect(canvasCard(page, title)).toBeVisible();
  });
});

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement || element.matches("[data-highlighted]"));
