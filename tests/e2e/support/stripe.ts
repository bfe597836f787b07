import { execFileSync } from "node:child_process";
import { test } from "@playwright/test";
import { dataDir } from "./installation";

/** What `npm run stripe:setup` does, at the stand-in that the product speaks with. */
export function setUpStripe(): void {
  const { stripe } = test.info().config.metadata;
  execFileSync(process.execPath, ["--import", "tsx", "server/ops/cli/stripe-setup.ts"], {
    env: { NODE_ENV: "production", ...stripe, BATON_DATA_DIR: dataDir() },
    stdio: "pipe",
  });
}
