import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type Browser, chromium, type Page } from "playwright-core";
import * as z from "zod";
import { launchEnvironment } from "@/server/env";
import { findChromium, LAUNCH_ARGUMENTS } from "@/server/ops/cli/find-chromium";
import type { Product } from "../product";
import { largeFlow } from "./large-flow";

const demoSchema = z.object({ email: z.string(), password: z.string() });

/** A browser that is signed in, and the address of a flow of so many steps. */
export async function openBuilder(
  product: Product,
  steps: number,
): Promise<{ browser: Browser; page: Page; url: string }> {
  const found = await findChromium();
  if (!found) throw new Error("No browser starts. Set CHROMIUM_PATH to a Chromium, or install one.");
  const browser = await chromium.launch({
    executablePath: found.path,
    args: LAUNCH_ARGUMENTS,
    env: { ...launchEnvironment(), ...found.env },
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The loader names functions by a call that the page does not have.
  await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
  const demo = demoSchema.parse(JSON.parse(readFileSync(join(product.dataDir, "demo.json"), "utf8")));
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel("Email").fill(demo.email);
  await page.getByRole("textbox", { name: "Password" }).fill(demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/w\/[^/]+$/);
  const workspace = page.url();
  return { browser, page, url: `${workspace}/flows/${await createFlow(product, largeFlow(steps))}` };
}

async function createFlow(product: Product, document: object): Promise<string> {
  const answer = await fetch(`${product.url}/api/workflows/create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.apiKey}` },
    body: JSON.stringify(document),
  });
  if (!answer.ok) throw new Error(`The flow was not taken: ${answer.status} ${await answer.text()}`);
  const db = new pg.Client({ connectionString: product.databaseUrl });
  await db.connect();
  try {
    const { rows } = await db.query<{ id: string }>(
      "select id from automation_flows where workspace_id = $1 order by created_at desc limit 1",
      [product.workspaceId],
    );
    const [row] = rows;
    if (!row) throw new Error("The flow is not there");
    return row.id;
  } finally {
    await db.end();
  }
}
