import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { type Browser, findChromium, LAUNCH_ARGUMENTS } from "./server/ops/cli/find-chromium";

// Playwright's workers load this file again: what the first load decided reaches them through the environment.
process.env.BATON_E2E ??= JSON.stringify(await decide());
const run: Awaited<ReturnType<typeof decide>> = JSON.parse(process.env.BATON_E2E);

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  metadata: { dataDir: run.dataDir, receiverPort: run.receiverPort, stripe: stripeEnvironment() },
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: run.url,
    trace: "retain-on-failure",
    timezoneId: "America/New_York",
    launchOptions: {
      executablePath: run.browser.path,
      env: { ...definedEnvironment(), ...run.browser.env },
      args: LAUNCH_ARGUMENTS,
    },
  },
  webServer: [
    {
      command: `"${process.execPath}" --import tsx tests/stripe/main.ts --port ${run.stripePort} --webhook ${run.url}/api/stripe/webhook --thin ${run.url}/api/stripe/thin`,
      port: run.stripePort,
      stdout: "ignore",
      stderr: "pipe",
    },
    {
      command: `"${process.execPath}" --import tsx server/ops/cli/start.ts`,
      url: `${run.url}/api/health/ready`,
      timeout: 300_000,
      stdout: "ignore",
      stderr: "pipe",
      gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
      env: {
        PORT: String(run.port),
        BATON_DATA_DIR: run.dataDir,
        LOG_LEVEL: "warn",
        DATABASE_URL: "",
        AUTH_URL: "",
        BATON_HTTP_ALLOW: `localhost:${run.receiverPort}`,
        ...stripeEnvironment(),
      },
    },
  ],
});

type Decided = {
  port: number;
  url: string;
  dataDir: string;
  /** Where a test may listen for what flows send. */
  receiverPort: number;
  /** Where the stand-in for Stripe is. */
  stripePort: number;
  browser: Browser;
};

async function decide(): Promise<Decided> {
  const browser = await findChromium();
  if (!browser) {
    throw new Error(
      "No browser starts. Set CHROMIUM_PATH to a Chromium, or install one (Debian: apt-get install chromium). npm test does that by itself when it runs as root.",
    );
  }
  const port = await freePort();
  return {
    port,
    url: `http://localhost:${port}`,
    dataDir: process.env.BATON_E2E_DATA_DIR ?? mkdtempSync(join(tmpdir(), "baton-e2e-")),
    receiverPort: await freePort(),
    stripePort: await freePort(),
    browser,
  };
}

/** The product's, as the stand-in prints it. */
function stripeEnvironment(): Record<string, string> {
  return {
    STRIPE_API_URL: `http://localhost:${run.stripePort}`,
    STRIPE_SECRET_KEY: "sk_test_stand_in",
    STRIPE_WEBHOOK_SECRET: "whsec_stand_in_snapshot",
    STRIPE_THIN_WEBHOOK_SECRET: "whsec_stand_in_thin",
  };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "localhost", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? found(address.port) : failed(new Error("No free port")),
      );
    });
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
