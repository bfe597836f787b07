import { expectAccessible } from "./support/accessible";
import { newAccount, signUp } from "./support/account";
import { blankFlow, canvas, canvasCard, inspector, outline, panel, saved } from "./support/builder";
import { importFlow } from "./support/flow-page";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("the builder in every state, on the canvas and in the outline", async ({ page }) => {
  const workspace = await signUp(page, newAccount("Axe builder"));

  await test.step("empty", async () => {
    await blankFlow(page, workspace, "Nothing yet");
    await panel(page)
      .getByRole("tab", { name: /Problems/ })
      .click();
    await expectAccessible(page);
  });

  await importFlow(page, workspace, {
    name: "A flow that waits",
    trigger: { type: "manual" },
    steps: [
      {
        ...{ id: "check", type: "condition", name: "Is it large", on_false: "end" },
        condition: { field: "amount", operator: "gt", value: 10 },
      },
      { ...{ id: "wait", type: "delay", name: "Wait a day" }, for: { value: 1, unit: "days" } },
      { ...{ id: "greet", type: "action", name: "Greet", action_id: "log" }, config: { message: "Hi" } },
    ],
  });

  await test.step("a step is selected, the menu of steps is open", async () => {
    await canvasCard(page, "Greet").click();
    await expectAccessible(page);
    await page.keyboard.press("a");
    await expect(page.getByRole("dialog", { name: "Add a step" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("a test runs", async () => {
    await page.getByRole("button", { name: "Test", exact: true }).click();
    const form = panel(page).getByRole("form", { name: "Test event" });
    await form.getByRole("textbox").fill(JSON.stringify({ amount: 12 }));
    await form.getByRole("button", { name: "Run test" }).click();
    await expect(canvasCard(page, "Wait a day")).toContainText("Waiting", { timeout: 30_000 });
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Outline" }).click();
    await expect(outline(page)).toContainText("Waiting");
    await expectAccessible(page);
    await panel(page).getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel run" }).click();
    await page.getByRole("radio", { name: "Canvas" }).click();
  });

  await test.step("something is wrong with it", async () => {
    await page.getByRole("button", { name: "Fit the whole flow" }).click();
    await canvasCard(page, "Greet").click();
    await page.keyboard.press("a");
    await page.getByRole("dialog", { name: "Add a step" }).getByRole("combobox").fill("sms");
    await page.keyboard.press("Enter");
    await panel(page)
      .getByRole("tab", { name: /Problems/ })
      .click();
    const problems = panel(page).getByRole("list", { name: "Problems" });
    await expect(problems.getByRole("button").first()).toBeVisible();
    await expectAccessible(page);
    await problems.getByRole("button").first().click();
    await expect(inspector(page).locator(":focus")).toBeVisible();
    await panel(page).getByRole("button", { name: "Hide the panel" }).click();
  });

  await test.step("it is published", async () => {
    await saved(page);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 1" });
    await expect(dialog.getByRole("status")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByText("Version 1, published")).toBeVisible();
    await canvas(page).click({ position: { x: 20, y: 200 } });
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByRole("button", { name: "Version 1" }).click();
    await expect(page.getByRole("dialog", { name: "Version 1" })).toBeVisible();
    await expectAccessible(page);
  });
});
