import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { launchEnvironment } from "../../env";

export type Browser = { path: string; env: Record<string, string> };

export const LAUNCH_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** CHROMIUM_PATH, else the browser that npm installed, else the system's; the first that really opens a page. */
export async function findChromium(): Promise<Browser | null> {
  const given = launchEnvironment().CHROMIUM_PATH;
  if (given) {
    if (await opensPage({ path: given, env: {} })) return { path: given, env: {} };
    throw new Error(
      `CHROMIUM_PATH=${given} does not start. Correct it, or unset it to use the browser from npm.`,
    );
  }
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  for (const candidate of [...fromNpm(), ...system.map((path) => ({ path, env: {} }))]) {
    if (await opensPage(candidate)) return candidate;
  }
  return null;
}

async function opensPage({ path, env }: Browser): Promise<boolean> {
  if (!existsSync(path)) return false;
  try {
    const browser = await chromium.launch({
      executablePath: path,
      args: LAUNCH_ARGUMENTS,
      env: { ...launchEnvironment(), ...env },
      timeout: 20_000,
    });
    const page = await browser.newPage();
    await page.goto("data:text/html,<p>it opens</p>");
    const opened = (await page.textContent("p")) === "it opens";
    await browser.close();
    return opened;
  } catch {
    return false;
  }
}

/** @sparticuz/chromium, unpacked once per user; with the libraries it brings in case the system lacks them. */
function fromNpm(): Browser[] {
  if (process.platform !== "linux" || process.arch !== "x64") return [];
  const home = join(tmpdir(), `baton-chromium-${process.getuid?.() ?? 0}`, "147");
  if (!existsSync(join(home, "chromium")) && !unpack(home)) return [];
  const path = join(home, "chromium");
  const fonts = { FONTCONFIG_PATH: join(home, "fonts") };
  return [
    { path, env: {} },
    { path, env: { ...fonts, LD_LIBRARY_PATH: join(home, "al2023/lib") } },
  ];
}

/** In a process of its own, because the package decides by the environment where and what it unpacks. */
function unpack(home: string): boolean {
  mkdirSync(dirname(home), { recursive: true, mode: 0o700 });
  const fresh = mkdtempSync(join(dirname(home), "fresh-"));
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  const env = {
    ...launchEnvironment(),
    NODE_ENV: "test" as const,
    TMPDIR: fresh,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
  };
  const done = spawnSync(process.execPath, ["--input-type=module", "-e", script], { env, timeout: 120_000 });
  if (done.status !== 0 || !existsSync(join(fresh, "chromium"))) return false;
  try {
    renameSync(fresh, home);
  } catch {
    // Another test command was first.
    rmSync(fresh, { recursive: true, force: true });
  }
  return existsSync(join(home, "chromium"));
}
