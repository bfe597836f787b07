import { type BrowserContext, expect, type Page } from "@playwright/test";
import { newAccount, signUp } from "./support/account";
import { canvasCard, inspector, saved } from "./support/builder";
import { importFlow } from "./support/flow-page";
import { query } from "./support/installation";
import { test } from "./support/test";

const nameField = (page: Page) => inspector(page).getByRole("textbox", { name: "Name of the step" });

const together = {
  name: "Together",
  trigger: { type: "manual" },
  steps: ["a", "b", "c"].map((id) => ({
    ...{ id, type: "action", name: `Step ${id}`, action_id: "log" },
    config: { message: `Hello from ${id}` },
  })),
};

/** Names of the steps, as the server has them. */
async function stepNames(flowId: string): Promise<(string | undefined)[]> {
  const [row] = await query<{ draft: { steps: { name?: string }[] } }>(
    "select draft from automation_flows where id = $1",
    [flowId],
  );
  return row?.draft.steps.map(({ name }) => name) ?? [];
}

async function addMember(page: Page, workspace: string, email: string): Promise<void> {
  await page.goto(`${workspace}/settings/members`);
  await page.getByRole("button", { name: "Add member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.getByLabel("Email").fill(email);
  await expect(dialog.getByRole("combobox", { name: "Role" })).toContainText("Editor");
  await dialog.getByRole("button", { name: "Add member" }).click();
  await expect(dialog).toBeHidden();
}

/** A second person at a second machine. */
async function another(
  page: Page,
  name: string,
): Promise<{ context: BrowserContext; page: Page; email: string }> {
  const context = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin });
  if (!context) throw new Error("There is no browser");
  const other = await context.newPage();
  const account = newAccount(name);
  await signUp(other, account);
  return { context, page: other, email: account.email };
}

test("an owner and an editor build one draft: they see each other by name, and what both changed is told", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const workspace = await signUp(page, newAccount("Ada Lovelace"));
  const grace = await another(page, "Grace Hopper");
  await addMember(page, workspace, grace.email);
  const flowId = await importFlow(page, workspace, together);
  await grace.page.goto(`${workspace}/flows/${flowId}`);

  await test.step("each sees who the other is, and where", async () => {
    await canvasCard(grace.page, "Step b").click();
    await canvasCard(page, "Step a").click();
    const also = (each: Page) => each.getByRole("list", { name: "Also here" });
    await expect(also(page).getByRole("button", { name: "Grace Hopper is at “Step b”" })).toBeVisible({
      timeout: 20_000,
    });
    await expect(also(grace.page).getByRole("button", { name: "Ada Lovelace is at “Step a”" })).toBeVisible({
      timeout: 20_000,
    });
  });

  await test.step("what only one of them changes is there for both", async () => {
    await nameField(page).fill("Ada's own");
    await nameField(grace.page).fill("Grace's own");
    for (const each of [page, grace.page])
      for (const name of ["Ada's own", "Grace's own"])
        await expect(canvasCard(each, name)).toBeVisible({ timeout: 20_000 });
    await expect.poll(() => stepNames(flowId)).toEqual(["Ada's own", "Grace's own", "Step c"]);
  });

  await test.step("what both changed is told in words, and the other one's is an Undo away", async () => {
    await canvasCard(grace.page, "Step c").click();
    await expect(nameField(grace.page)).toHaveValue("Step c");
    await grace.context.setOffline(true);
    await nameField(grace.page).fill("As Grace has it");
    await canvasCard(page, "Step c").click();
    await nameField(page).fill("As Ada has it");
    await saved(page);
    await expect.poll(async () => (await stepNames(flowId))[2]).toBe("As Ada has it");
    await grace.context.setOffline(false);
    const told = grace.page.getByText("Ada Lovelace and you both changed As Grace has it: name").first();
    await expect(told).toBeVisible({ timeout: 45_000 });
    for (const each of [page, grace.page])
      await expect(canvasCard(each, "As Grace has it")).toBeVisible({ timeout: 20_000 });
    await expect.poll(async () => (await stepNames(flowId))[2]).toBe("As Grace has it");

    await grace.page.getByRole("button", { name: /^Undo: Ada Lovelace and you both changed/ }).click();
    for (const each of [page, grace.page])
      await expect(canvasCard(each, "As Ada has it")).toBeVisible({ timeout: 20_000 });
    await expect.poll(async () => (await stepNames(flowId))[2]).toBe("As Ada has it");
  });

  await grace.context.close();
});
