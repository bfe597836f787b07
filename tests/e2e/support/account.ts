import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { query } from "./installation";

export type Account = { name: string; email: string; password: string; workspace: string };

/** Someone nobody else in the suite is. */
export function newAccount(name: string): Account {
  const id = randomUUID().slice(0, 8);
  const given = name.toLowerCase().replace(/\W+/g, "-");
  return {
    name,
    email: `${given}-${id}@example.com`,
    password: "a perfectly long password",
    workspace: `${name} ${id}`,
  };
}

/** Signs up and stands on Home. Returns the workspace's path. */
export async function signUp(page: Page, account: Account): Promise<string> {
  await page.goto("/sign-up");
  await fillSignUp(page, account);
  return workspacePath(page);
}

export async function fillSignUp(page: Page, account: Account): Promise<void> {
  // All the people of the suite come from one address, of which only so many may sign up in an hour.
  await query("delete from rate_windows where key like 'sign-up:ip:%'");
  await page.getByLabel("Your name").fill(account.name);
  await page.getByLabel("Work email").fill(account.email);
  await page.getByRole("textbox", { name: "Password" }).fill(account.password);
  await page.getByLabel("Workspace").fill(account.workspace);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Sessions of those who signed in: the form takes only so many tries of one address. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Signs in, or goes on with the session of an earlier test, and stands on Home. Returns the workspace's path. */
export async function signIn(page: Page, account: { email: string; password: string }): Promise<string> {
  const cookies = sessions.get(account.email);
  if (cookies) {
    await page.context().addCookies(cookies);
    await page.goto("/w");
    if (!new URL(page.url()).pathname.startsWith("/sign-in")) return workspacePath(page);
  }
  await page.goto("/sign-in");
  await fillSignIn(page, account);
  const workspace = await workspacePath(page);
  sessions.set(account.email, await page.context().cookies());
  return workspace;
}

/** Signs in on the page that asks for it, also while its link is still being followed. */
export async function fillSignIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  // The page that is left may have fields of the same names.
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.getByRole("textbox", { name: "Email", exact: true }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Nobody is signed in any more. An answer that is still to come could bring the session's cookie again. */
export async function forgetSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/** Path of the workspace whose Home is shown. */
export async function workspacePath(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(page).toHaveURL(/\/w\/[^/]+$/);
  return new URL(page.url()).pathname;
}
