import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

// Far from UTC and not a whole hour: what only works in one zone fails here. Workers inherit it.
process.env.TZ = "Asia/Kathmandu";

const root = fileURLToPath(new URL(".", import.meta.url));
const LONG = ["tests/**/*.long.test.ts"];
const notLong = [...configDefaults.exclude, ...LONG];
const strict = "tests/integration/support/strict.ts";
/** What is waited for longer than this does not come. Nothing is asserted about speed: slow machines pass, too. */
const PATIENCE_MS = 60_000;
const patient = {
  testTimeout: 3 * PATIENCE_MS,
  hookTimeout: 3 * PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
};
/** As many files at a time, each with a PostgreSQL for itself. */
const withDatabase = (maxWorkers: number) => ({
  ...patient,
  maxWorkers,
  globalSetup: "tests/integration/support/database-server.ts",
  setupFiles: [strict, "tests/integration/support/database.ts"],
});

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    pool: "forks",
    // next-auth imports "next/server" without its extension, which only a bundler resolves.
    server: { deps: { inline: ["next-auth"] } },
    env: {
      LOG_LEVEL: "silent",
      AUTH_SECRET: "tests-only-0123456789abcdef0123456789",
      BATON_SEALING_KEY: Buffer.alloc(32, 7).toString("base64"),
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          ...patient,
          maxWorkers: 2,
          exclude: notLong,
          include: ["tests/unit/**/*.test.{ts,tsx}", "tests/architecture.test.ts"],
          setupFiles: [strict],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          exclude: notLong,
          include: ["tests/{integration,contract}/**/*.test.{ts,tsx}"],
          // A file waits for its database half of the time: on two cores one worker leaves a core idle.
          ...withDatabase(2),
        },
      },
      {
        extends: true,
        test: {
          name: "durable",
          exclude: notLong,
          include: ["tests/{conformance,chaos}/**/*.test.ts"],
          // They kill processes of their own and wait for leases: one at a time.
          ...withDatabase(1),
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: LONG,
          exclude: configDefaults.exclude,
          ...withDatabase(1),
          testTimeout: 900_000,
        },
      },
    ],
  },
});
