import type { Page } from "@playwright/test";
import { newAccount, signIn, signUp } from "./support/account";
import { blankFlow, canvas, canvasCard, inspector, saved } from "./support/builder";
import { importFlow } from "./support/flow-page";
import { query } from "./support/installation";
import { expect, test } from "./support/test";

const log = (id: string) => ({
  ...{ id, type: "action", name: `Step ${id}`, action_id: "log" },
  config: { message: `Hello from ${id}` },
});
const document = (name: string, ...ids: string[]) => ({
  ...{ name, trigger: { type: "manual" } },
  steps: ids.map(log),
});
const nameField = (page: Page) => inspector(page).getByRole("textbox", { name: "Name of the step" });
const undo = (page: Page) => page.getByRole("button", { name: /^Undo/ });
const redo = (page: Page) => page.getByRole("button", { name: /^Redo/ });

async function openFlow(page: Page, ...ids: string[]): Promise<{ workspace: string; flowId: string }> {
  const workspace = await signUp(page, newAccount("Builder"));
  const flowId = await importFlow(page, workspace, document("Drafted", ...ids));
  await expect(canvas(page)).toBeVisible({ timeout: 30_000 });
  return { workspace, flowId };
}

/** The draft as the server has it. */
async function draftOf(flowId: string): Promise<{ steps: { id: string; name?: string }[] }> {
  const [row] = await query<{ draft: { steps: { id: string; name?: string }[] } }>(
    "select draft from automation_flows where id = $1",
    [flowId],
  );
  if (!row) throw new Error("The flow is not there");
  return row.draft;
}

test("three steps are copied into another flow", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { workspace } = await openFlow(page, "a", "b", "c");
  await canvasCard(page, "Step a").click();
  for (const id of ["b", "c"]) await canvasCard(page, `Step ${id}`).click({ modifiers: ["ControlOrMeta"] });
  await expect(inspector(page)).toContainText("3");
  await page.keyboard.press("ControlOrMeta+c");
  const other = await blankFlow(page, workspace, "Pasted into");
  await canvas(page).click({ position: { x: 20, y: 200 } });
  await page.keyboard.press("ControlOrMeta+v");
  for (const id of ["a", "b", "c"]) await expect(canvasCard(page, `Step ${id}`)).toBeVisible();
  await saved(page);
  expect((await draftOf(other)).steps.map(({ name }) => name)).toEqual(["Step a", "Step b", "Step c"]);
});

test("thirty edits are undone to the start, and done again", async ({ page }) => {
  test.setTimeout(120_000);
  const { flowId } = await openFlow(page, "a");
  await expect(undo(page)).toBeDisabled();
  for (let edit = 1; edit <= 30; edit++) {
    await canvasCard(page, edit === 1 ? "Step a" : `Edit ${edit - 1}`).click();
    await nameField(page).fill(`Edit ${edit}`);
    // A pause ends the edit: letters typed after one another are one.
    await page.waitForTimeout(1_050);
  }
  await saved(page);
  expect((await draftOf(flowId)).steps[0]?.name).toBe("Edit 30");
  await canvas(page).click({ position: { x: 20, y: 200 } });
  for (let edit = 30; edit >= 1; edit--) await page.keyboard.press("ControlOrMeta+z");
  await expect(canvasCard(page, "Step a")).toBeVisible();
  await expect(undo(page)).toBeDisabled();
  await saved(page);
  await expect.poll(async () => (await draftOf(flowId)).steps[0]?.name).toBe("Step a");
  for (let edit = 1; edit <= 30; edit++) await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(canvasCard(page, "Edit 30")).toBeVisible();
  await expect(redo(page)).toBeDisabled();
  await expect.poll(async () => (await draftOf(flowId)).steps[0]?.name).toBe("Edit 30");
});

test("a page that is closed in the middle of an edit loses nothing", async ({ page }) => {
  const { flowId } = await openFlow(page, "a");
  await canvasCard(page, "Step a").click();
  await nameField(page).fill("Half way through");
  await page.reload();
  await expect(canvasCard(page, "Half way through")).toBeVisible();
  await expect.poll(async () => (await draftOf(flowId)).steps[0]?.name).toBe("Half way through");
});

test("a page without a connection keeps its edits, and saves them when it is back", async ({
  page,
  context,
  complaints,
}) => {
  const { flowId } = await openFlow(page, "a");
  await canvasCard(page, "Step a").click();
  await expect(nameField(page)).toBeVisible();
  await context.setOffline(true);
  await nameField(page).fill("Written in a tunnel");
  await expect(page.getByText(/^Offline/)).toBeVisible({ timeout: 15_000 });
  await context.setOffline(false);
  await saved(page);
  expect((await draftOf(flowId)).steps[0]?.name).toBe("Written in a tunnel");
  // The browser tells of each request that did not leave.
  complaints.length = 0;
});

test("two people edit one draft: they see each other, and nothing is lost", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const ada = newAccount("Ada");
  const workspace = await signUp(page, ada);
  const flowId = await importFlow(page, workspace, document("Together", "a", "b"));
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  await signIn(other, ada);
  await other.goto(`${workspace}/flows/${flowId}`);
  await expect(canvasCard(other, "Step b")).toBeVisible();

  await expect(page.getByRole("list", { name: "Also here" })).toBeVisible({ timeout: 15_000 });
  await canvasCard(other, "Step b").click();
  await expect(page.getByRole("button", { name: /is at “Step b”/ })).toBeVisible({ timeout: 15_000 });

  await canvasCard(page, "Step a").click();
  await nameField(page).fill("Mine");
  await nameField(other).fill("Theirs");
  for (const each of [page, other]) {
    await expect(canvasCard(each, "Mine")).toBeVisible({ timeout: 20_000 });
    await expect(canvasCard(each, "Theirs")).toBeVisible({ timeout: 20_000 });
  }
  await expect
    .poll(async () => (await draftOf(flowId)).steps.map(({ name }) => name))
    .toEqual(["Mine", "Theirs"]);

  await context.close();
  await expect(page.getByRole("list", { name: "Also here" })).toBeHidden({ timeout: 45_000 });
});
