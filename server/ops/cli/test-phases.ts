import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchEnvironment } from "../../env";
import { ensureBuild } from "../production-build";
import { findChromium } from "./find-chromium";
import { kb, overBudget, readRouteScripts } from "./route-scripts";
import { readPlaywright, readVitest, type Tally } from "./test-report";

/** The time is a promise to those who wait for it: going over it is said, and never fails. */
export type Phase = { name: string; budgetSeconds: number; run: () => Promise<Tally> };

const RESULTS = "test-results";
const CLI = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  prisma: "node_modules/prisma/build/index.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

export const PHASES: Phase[] = [
  {
    name: "types",
    budgetSeconds: 20,
    run: () => commands([CLI.prisma, "generate"], [CLI.next, "typegen"], [CLI.tsc, "--noEmit"]),
  },
  { name: "lint", budgetSeconds: 10, run: () => commands([CLI.biome, "check", "."]) },
  { name: "build", budgetSeconds: 120, run: build },
  { name: "script budgets", budgetSeconds: 5, run: scripts },
  { name: "unit and architecture", budgetSeconds: 60, run: () => vitest("unit") },
  { name: "integration and contract", budgetSeconds: 240, run: () => vitest("integration") },
  { name: "conformance and chaos", budgetSeconds: 240, run: () => vitest("durable") },
  { name: "e2e and axe", budgetSeconds: 300, run: e2e },
];

/** What takes too long for every change: tests named *.long.test.ts. */
export const LONG_PHASES: Phase[] = [{ name: "long forms", budgetSeconds: 900, run: () => vitest("long") }];

/** One check: all of them must succeed. */
async function commands(...list: string[][]): Promise<Tally> {
  for (const args of list)
    if ((await node(args)) !== 0) return { passed: 0, failed: 1, failures: [`✗ ${args.join(" ")}`] };
  return { passed: 1, failed: 0, failures: [] };
}

async function build(): Promise<Tally> {
  await ensureBuild((line) => console.log(line));
  return { passed: 1, failed: 0, failures: [] };
}

/** No page brings more JavaScript than it may. */
async function scripts(): Promise<Tally> {
  const pages = readRouteScripts(".next");
  for (const { route, first, later } of pages)
    console.log(`${kb(first).padStart(9)} ${kb(later).padStart(9)} later   ${route}`);
  const complaints = overBudget(pages);
  return { passed: pages.length - complaints.length, failed: complaints.length, failures: complaints };
}

async function vitest(project: string): Promise<Tally> {
  const report = join(RESULTS, `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await node([CLI.vitest, "run", "--project", project, "--passWithNoTests", ...reporters]);
  return readVitest(report, code);
}

async function e2e(): Promise<Tally> {
  if (!(await findChromium())) installChromium();
  const dataDir = mkdtempSync(join(tmpdir(), "baton-e2e-"));
  const report = join(RESULTS, "e2e.json");
  rmSync(report, { force: true });
  const code = await node([CLI.playwright, "test", "--pass-with-no-tests"], { BATON_E2E_DATA_DIR: dataDir });
  rmSync(dataDir, { recursive: true, force: true });
  return readPlaywright(report, code);
}

function installChromium(): void {
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (!canInstall)
    throw new Error(
      "No browser starts. Set CHROMIUM_PATH to a Chromium, or install one (Debian: apt-get install chromium).",
    );
  console.log("no browser starts: installing Debian's chromium");
  const env = { ...launchEnvironment(), NODE_ENV: "test" as const, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { env, stdio: "ignore" });
  const installed = spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
    env,
    encoding: "utf8",
  });
  if (installed.status !== 0)
    throw new Error(`Debian's chromium could not be installed:\n${installed.stderr}`);
}

/** Tests bring their own database and secrets, whatever this shell or .env says. */
const OWN = /^(?:DATABASE_|AUTH_|BATON_|INNGEST_|STRIPE_|PORT$|INTERNAL_API_TOKEN$|NODE_ENV$|LOG_LEVEL$)/;

function node(args: string[], extra: Record<string, string> = {}): Promise<number> {
  const environment = Object.fromEntries(
    Object.entries(launchEnvironment()).filter(([name]) => !OWN.test(name)),
  );
  const env = { ...environment, ...extra, NODE_ENV: "test" as const, NEXT_TELEMETRY_DISABLED: "1" };
  return new Promise((ended) => {
    const child = spawn(process.execPath, args, { stdio: "inherit", env });
    child.on("error", () => ended(1));
    child.on("exit", (code) => ended(code ?? 1));
  });
}
