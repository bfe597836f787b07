import { signIn } from "./support/account";
import {
  blankFlow,
  canvas,
  canvasCard,
  clickAt,
  drag,
  inspector,
  paletteStep,
  panel,
  saved,
  write,
} from "./support/builder";
import { flowSwitch } from "./support/flow-page";
import { demo } from "./support/installation";
import { card, state } from "./support/run-page";
import { expect, test } from "./support/test";

test("a flow is built by mouse from an empty canvas, tried, published and run by an event", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  const workspace = await signIn(page, demo());
  const name = `Welcome by mouse ${Date.now()}`;
  const email = `mouse-${Date.now()}@example.com`;
  const flowId = await blankFlow(page, workspace, name);
  const details = inspector(page);

  await test.step("what starts it", async () => {
    await details.getByRole("radio", { name: "Event" }).click();
    await expect(canvasCard(page, "customer.created")).toBeVisible();
  });

  await test.step("a condition is dragged onto the way", async () => {
    await drag(
      page,
      await paletteStep(page, "Condition"),
      canvas(page).getByRole("button", { name: "End: add a step here" }),
    );
    await details.getByRole("textbox", { name: "Name of the step" }).fill("Check if US customer");
    await details.getByRole("button", { name: /^Field/ }).click();
    await page.getByRole("combobox", { name: "Field" }).fill("location.country");
    await page.keyboard.press("Enter");
    await details.getByRole("combobox", { name: "Operator" }).click();
    await page.getByRole("option", { name: "is", exact: true }).click();
    await write(page, details.getByRole("textbox", { name: "Value" }), "US");
    await expect(canvasCard(page, "Check if US customer")).toContainText("is US");
  });

  await test.step("a plugin's action on yes, another behind it", async () => {
    await canvas(page).getByRole("button", { name: "Add a step on “yes”" }).click();
    const menu = page.getByRole("dialog", { name: "Add a step" });
    await menu.getByRole("combobox").fill("send welcome email");
    await menu
      .getByRole("group", { name: /Email Marketing/ })
      .getByRole("option")
      .click();
    await details.getByRole("textbox", { name: "Name of the step" }).fill("Send Welcome Email");
    await write(page, details.getByRole("textbox", { name: "template" }), "welcome_template");
    await drag(
      page,
      await paletteStep(page, "Create Contact", "CRM Plugin (sandbox)"),
      canvas(page).getByRole("button", { name: "Add a step here" }).last(),
    );
    await details.getByRole("textbox", { name: "Name of the step" }).fill("Add to CRM");
    await expect(canvasCard(page, "Add to CRM")).toBeVisible();
  });

  await test.step("both lead to an error handler", async () => {
    await page.keyboard.press("Escape");
    const errorOf = (title: string) => canvasCard(page, title).locator(".baton-port-error");
    await page.getByRole("button", { name: "Fit the whole flow" }).click();
    await canvasCard(page, "Send Welcome Email").click();
    await clickAt(page, errorOf("Send Welcome Email"));
    const menu = page.getByRole("dialog", { name: "Add a step" });
    await menu.getByRole("combobox").fill("log error");
    await menu.getByRole("option", { name: "Log Error" }).first().click();
    await details.getByRole("textbox", { name: "Name of the step" }).fill("Log Error");
    await expect(canvasCard(page, "Log Error")).toBeVisible();
    await page.getByRole("button", { name: "Fit the whole flow" }).click();
    await canvasCard(page, "Add to CRM").click();
    await drag(page, errorOf("Add to CRM"), canvasCard(page, "Log Error"));
    await expect(details.getByRole("region", { name: "Leads to" })).toContainText(/error\s*Log Error/i);
  });

  await test.step("nothing is wrong with it, and it is tried: its steps light up here", async () => {
    await saved(page);
    await panel(page)
      .getByRole("tab", { name: /Problems/ })
      .click();
    await expect(panel(page)).not.toContainText("Error:");
    await panel(page)
      .getByRole("tab", { name: /Test run/ })
      .click();
    const form = panel(page).getByRole("form", { name: "Test event" });
    await form
      .getByRole("textbox")
      .fill(JSON.stringify({ email, customer_name: "Grace Hopper", location: { country: "US" } }));
    await form.getByRole("button", { name: "Run test" }).click();
    for (const title of ["Check if US customer", "Send Welcome Email", "Add to CRM"])
      await expect(canvasCard(page, title)).toContainText("Succeeded", { timeout: 30_000 });
    await expect(canvasCard(page, "Log Error")).toContainText("Skipped");
    const messages = panel(page).getByRole("region", { name: "Messages" });
    await expect(messages).toContainText(email);
    await messages.getByRole("button").click();
    await expect(page.getByRole("article")).toContainText("Grace Hopper, welcome");
    await page.keyboard.press("Escape");
  });

  await test.step("it is published with a note and turned on", async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 1" });
    await dialog.getByLabel("What changed").fill("The first one");
    await dialog.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByText("Version 1, published")).toBeVisible();
    await flowSwitch(page).click();
    await expect(flowSwitch(page)).toBeChecked();
  });

  await test.step("an event from outside starts it, and its message is in the Outbox", async () => {
    const live = `live-${email}`;
    await page.goto(`${workspace}/runs?flow=${flowId}`);
    const answer = await request.post("/api/events", {
      headers: { authorization: `Bearer ${demo().apiKey}` },
      data: {
        event_type: "customer.created",
        payload: { email: live, customer_name: "Ada Lovelace", location: { country: "US" } },
      },
    });
    expect(answer.status()).toBe(202);
    // The list is live: nobody reloads it.
    await page.getByRole("row").filter({ hasText: live }).getByRole("link").first().click();
    await expect(state(page)).toContainText("Succeeded", { timeout: 30_000 });
    for (const title of ["Check if US customer", "Send Welcome Email", "Add to CRM"])
      await expect(card(page, title)).toContainText("Succeeded");
    await page.goto(`${workspace}/outbox?q=${live}`);
    await page
      .getByRole("region", { name: "Messages" })
      .getByRole("button", { name: /Welcome/ })
      .click();
    await expect(page.getByRole("article")).toContainText(live);
  });
});
