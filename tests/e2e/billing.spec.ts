import type { Locator, Page } from "@playwright/test";
import { newAccount, signUp } from "./support/account";
import { activate, importFlow, runTest, testForm } from "./support/flow-page";
import { query } from "./support/installation";
import { leaveTokens } from "./support/leave-tokens";
import { fact, state, timelineStep } from "./support/run-page";
import { setUpStripe } from "./support/stripe";
import { expect, test } from "./support/test";

const mail = (id: string, name: string) => ({
  ...{ id, name, type: "action", action_id: "send_email" },
  config: { to: "grace@example.com", subject: name, body: "Hello" },
});
const document = {
  name: "Three letters",
  trigger: { type: "manual" },
  steps: [mail("one", "First letter"), mail("two", "Second letter"), mail("three", "Third letter")],
};

test("a trial that runs out mid-flow is paid for, and the run goes on by itself", async ({ page }) => {
  test.setTimeout(150_000);
  setUpStripe();
  const workspace = await signUp(page, newAccount("Paula Payer"));
  await importFlow(page, workspace, document);
  await activate(page);
  // The run itself, 0.5, and the first letter, 0.1: then 0.05 is left.
  await leaveTokens(workspace, 650);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await testForm(page).getByRole("textbox").fill("{}");
  const runId = await runTest(page);

  await test.step("the run is held in its middle, and says what to do", async () => {
    await expect(state(page)).toContainText("Held");
    await expect(
      page.getByText(/Out of tokens\. Please upgrade or enable overage\..*The run is kept/),
    ).toBeVisible();
    await expect(timelineStep(page, "First letter")).toContainText("Succeeded");
    expect(await letters(runId)).toBe(1);
  });

  await test.step("from there to Settings → Billing, and on to the checkout", async () => {
    await page.getByRole("link", { name: "Go to billing" }).click();
    await expect(page.getByRole("heading", { name: "Billing" })).toBeVisible();
    await expect(plan(page, "Trial")).toHaveAttribute("aria-current", "true");
    await plan(page, "Starter").getByRole("button", { name: "Upgrade to Starter" }).click();
    const dialog = page.getByRole("dialog", { name: "Upgrade to Starter" });
    await expect(dialog).toContainText("$99.00");
    await dialog.getByRole("button", { name: "Continue to payment" }).click();
  });

  await test.step("a card that is declined buys nothing; another one does", async () => {
    await expect(page.getByText("Total due today: $99.00")).toBeVisible();
    await page.getByRole("radio", { name: /declined/ }).check();
    await page.getByRole("button", { name: "Pay" }).click();
    await expect(page.getByRole("alert")).toContainText("declined");
    expect(await planOf(workspace)).toBe("trial");
    await page.getByRole("radio", { name: /succeeds/ }).check();
    await page.getByRole("button", { name: "Pay" }).click();
  });

  await test.step("back on the page the plan is there, and the invoice is listed", async () => {
    await page.waitForURL(/settings\/billing/);
    await expect(page.getByText("Thank you: this workspace is on Starter")).toBeVisible({ timeout: 30_000 });
    await expect(plan(page, "Starter")).toHaveAttribute("aria-current", "true");
    await expect(forecast(page)).toContainText("Starter plan$99.00");
    await expect(forecast(page)).toContainText("Total$99.00");
    await expect(page.getByRole("row").filter({ hasText: "-0001" })).toContainText(/Paid.*\$99\.00/);
  });

  await test.step("the run went on by itself, and each letter was sent and charged once", async () => {
    await page.goto(`${workspace}/runs/${runId}`);
    await expect(state(page)).toContainText("Succeeded", { timeout: 30_000 });
    await expect(timelineStep(page, "Third letter")).toContainText("Succeeded");
    await expect(fact(page, "Tokens")).toHaveText("0.8");
    expect(await letters(runId)).toBe(3);
  });

  await test.step("the usage page has the new period alone: two letters of 1,000 tokens", async () => {
    await page.goto(`${workspace}/usage`);
    await expect(figure(page, "Tokens used")).toContainText("0.2 of 1,000");
    await expect(figure(page, "Over the included")).toContainText(/^Over the included0/);
    await expect(forecast(page)).toContainText("Total$99.00");
  });

  await test.step("what goes over the included tokens is on the preview to the cent", async () => {
    await chargeMore(workspace, 1_499_800);
    await page.reload();
    await expect(figure(page, "Tokens used")).toContainText("1,500 of 1,000");
    await expect(figure(page, "Over the included")).toContainText("$7.50");
    await expect(forecast(page)).toContainText("Total$106.50");
  });
});

/** One of the plans side by side. */
const plan = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name, exact: true }) });

/** What the period comes to, by the ledger. */
const forecast = (page: Page): Locator =>
  page
    .getByRole("main")
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "This period so far" }) })
    .last();

/** A figure of the usage page. */
const figure = (page: Page, name: string): Locator =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();

const slugOf = (workspace: string) => workspace.split("/").at(-1);

async function planOf(workspace: string): Promise<string | undefined> {
  const [row] = await query<{ plan: string }>("select plan from workspaces where slug = $1", [
    slugOf(workspace),
  ]);
  return row?.plan;
}

/** How many letters left, each charged. */
async function letters(runId: string): Promise<number> {
  const [row] = await query<{ sent: number; charged: number }>(
    `select (select count(*)::int from messages where run_id = $1) as sent,
       (select count(*)::int from usage_records where run_id = $1 and kind = 'email_sent') as charged`,
    [runId],
  );
  expect(row?.sent).toBe(row?.charged);
  return row?.sent ?? 0;
}

/** A charge in the current period, as if the flow had been busy. */
const chargeMore = (workspace: string, milliTokens: number) =>
  query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at)
     select 'run:' || gen_random_uuid() || ':workflow', workspace.id, 'email_sent', $2, 0, account.period, now()
     from workspaces workspace join quota_accounts account on account.workspace_id = workspace.id and account.period <> 'trial'
     where workspace.slug = $1`,
    [slugOf(workspace), milliTokens],
  );
