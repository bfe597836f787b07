import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { fillSignIn, fillSignUp, forgetSession, newAccount, signIn, signUp } from "./support/account";
import { importFlow } from "./support/flow-page";
import { demo } from "./support/installation";
import { expect, test } from "./support/test";

const MOST_CLICKS = 12;
const MOST_MS = 60_000;

const TEMPLATE = "Payment follow-up";
const SLUG = "payment-follow-up";

test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("from the landing page to messages in the Outbox, in less than a minute and twelve clicks", async ({
  page,
}) => {
  const clicks = await countClicks(page);
  const began = performance.now();
  await page.goto("/");
  await page.getByRole("link", { name: "Browse templates" }).click();
  await page.getByRole("link", { name: TEMPLATE, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: TEMPLATE })).toBeVisible();
  await page.getByRole("link", { name: "Use template" }).click();
  await expect(page).toHaveURL(/\/sign-up\?next=/);
  const account = newAccount("Tina Template");
  await fillSignUp(page, account);

  await expect(page).toHaveURL(new RegExp(`/w/[^/]+/templates/${SLUG}/use$`));
  await expect(page.getByLabel("What do customers call your business?")).toHaveValue(account.workspace);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "What it sends by" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Email" })).toContainText("Sandbox");
  await page.getByRole("button", { name: "Continue in the sandbox" }).click();
  await expect(page.getByRole("heading", { name: "See what it would do" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What it would do" })).toContainText(/Thank you/);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("button", { name: "Turn on", exact: true }).last().click();
  await page.getByRole("button", { name: "Send a sample event" }).click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("maria@example.com");
  await page.getByRole("link", { name: "See the Outbox" }).click();
  const rows = page.getByRole("region", { name: "Messages" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Thank you, Maria!");

  const took = performance.now() - began;
  test.info().annotations.push({
    type: "first messages",
    description: `${await clicks()} clicks, ${(took / 1000).toFixed(1)} s`,
  });
  expect(await clicks()).toBeLessThan(MOST_CLICKS);
  expect(took).toBeLessThan(MOST_MS);
});

test("a way back that is not on this site is not taken", async ({ page }) => {
  await page.goto("/sign-up?next=https://example.com/");
  await fillSignUp(page, newAccount("Careful"));
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
});

test("who has an account signs in and comes back, and goes on later where it was left", async ({ page }) => {
  const account = newAccount("Resume");
  const workspace = await signUp(page, account);
  await forgetSession(page);
  await page.goto(`/templates/${SLUG}/use`);
  await page.getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(page, account);
  await expect(page).toHaveURL(new RegExp(`${workspace}/templates/${SLUG}/use$`));
  await page.getByLabel("What do customers call your business?").fill("Resume & Sons");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Continue in the sandbox" }).click();
  await expect(page.getByRole("heading", { name: "See what it would do" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "See what it would do" })).toBeVisible();

  await page.goto(`${workspace}/templates`);
  await page.getByRole("link", { name: `Go on with ${TEMPLATE}` }).click();
  await page.getByRole("button", { name: /Answer/ }).click();
  await expect(page.getByLabel("What do customers call your business?")).toHaveValue("Resume & Sons");
  await page.getByLabel("What do customers call your business?").fill("Resume & Daughters");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("heading", { name: "What it sends by" })).toBeVisible();
  await page.goto(`${workspace}/flows`);
  await expect(page.getByRole("region", { name: "Flows" }).getByRole("row")).toHaveCount(2);
});

test("the gallery is searched and narrowed, in the address", async ({ page }) => {
  await page.goto("/templates");
  const cards = page.getByRole("article");
  const all = await cards.count();
  expect(all).toBeGreaterThan(10);
  await page.getByRole("searchbox").fill("birthday");
  await expect(cards).toHaveCount(1);
  await expect(page).toHaveURL(/q=birthday/);
  await page.reload();
  await expect(cards).toHaveCount(1);
  await page.getByRole("searchbox").fill("zeppelin");
  await expect(page.getByRole("heading", { name: "No template matches" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show all templates" }).click();
  await expect(cards).toHaveCount(all);
  await page.getByText("Payments", { exact: true }).first().click();
  await expect(page).toHaveURL(/category=payments/);
  await expect.poll(() => cards.count()).toBeLessThan(all);
});

test("a flow becomes a template, is shared by a link, and is used by somebody else", async ({
  page,
  browser,
}) => {
  const workspace = await signUp(page, newAccount("Sharer"));
  await importFlow(page, workspace, {
    name: "Thank for orders",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      {
        id: "thank",
        type: "action",
        name: "Say thanks",
        action_id: "send_email",
        config: { to: "{{trigger.email}}", subject: "Thank you!", body: "It was a pleasure." },
      },
    ],
  });
  await page.getByRole("button", { name: "More for Thank for orders" }).click();
  await page.getByRole("menuitem", { name: "Save as template…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as template" });
  await dialog.getByRole("checkbox", { name: "Say thanks: Subject?" }).click();
  await dialog.getByLabel("Question for Say thanks: Subject?").fill("What is the subject?");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Thank for orders" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${workspace}/templates`);
  await page.getByRole("button", { name: "More for Thank for orders" }).click();
  await page.getByRole("menuitem", { name: "Share by link…" }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await expectAccessible(page);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(new URL(link).pathname);
  await expect(other.getByRole("heading", { level: 1, name: "Thank for orders" })).toBeVisible();
  await expect(other.getByText(/Shared by Sharer/)).toBeVisible();
  await other.getByRole("link", { name: "Use template" }).click();
  await fillSignUp(other, newAccount("Taker"));
  await other.getByLabel("What is the subject?").fill("Merci!");
  await other.getByRole("button", { name: "Continue" }).click();
  await expect(other.getByRole("heading", { name: "What it sends by" })).toBeVisible();

  await page.getByRole("button", { name: "Take the link back" }).click();
  await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
  expect((await other.request.get(new URL(link).pathname)).status()).toBe(404);
  await elsewhere.close();
});

test("its pages and dialogs under axe", async ({ page }) => {
  const visit = (path: string, settled: () => Locator) =>
    test.step(path, async () => {
      await page.goto(path);
      await expect(settled()).toBeVisible();
      await expectAccessible(page);
    });
  await visit("/templates", () => page.getByRole("heading", { level: 1, name: "Templates" }));
  await visit(`/templates/${SLUG}`, () => page.getByRole("heading", { level: 1, name: TEMPLATE }));
  await page.getByRole("button", { name: "Try it with the sample event" }).click();
  await expect(page.getByRole("region", { name: "What it would do" })).toContainText(/Thank you/);
  await expectAccessible(page);

  const workspace = await signIn(page, demo());
  await visit(`${workspace}/templates`, () => page.getByRole("link", { name: TEMPLATE, exact: true }));
  await page.getByRole("button", { name: "Import template" }).click();
  await expect(page.getByRole("dialog", { name: "Import template" })).toBeVisible();
  await expectAccessible(page);
  await visit(`${workspace}/templates/${SLUG}`, () =>
    page.getByRole("heading", { name: "What it does", exact: true }),
  );
  await visit(`${workspace}/templates/${SLUG}/use`, () => page.getByRole("button", { name: "Continue" }));
  await page.getByRole("button", { name: "Continue" }).click();
  for (const [step, title] of [
    ["questions", "Your answers"],
    ["connect", "What it sends by"],
    ["try", "See what it would do"],
    ["enable", `Turn on “${TEMPLATE}”`],
  ] as const) {
    await expect(page).toHaveURL(/\/templates\/setup\//);
    const setup = new URL(page.url()).pathname;
    await visit(`${setup}?step=${step}`, () => page.getByRole("heading", { name: title }));
  }
});

test("narrow windows", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/templates", `/templates/${SLUG}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  }
});

/** Every press of the mouse on every page from here on. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  let clicks = 0;
  await page.exposeFunction("countClick", () => {
    clicks++;
  });
  await page.addInitScript(() => {
    addEventListener(
      "pointerdown",
      () => {
        const count: unknown = Reflect.get(window, "countClick");
        if (typeof count === "function") count();
      },
      true,
    );
  });
  return async () => clicks;
}
