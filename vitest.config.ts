import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

// Far from UTC and not a whole hour: what only works in one zone fails here. Workers inherit it.
process.env.TZ = "Asia/Kathmandu";

const root = fileURLToPath(new URL(".", import.meta.url));
const LONG = ["tests/**/*.long.test.ts"];
const notLong = [...configDefaults.exclude, ...LONG];
const strict = "tests/integration/support/strict.ts";
const withDatabase = {
  globalSetup: "tests/integration/support/database-server.ts",
  setupFiles: [strict, "tests/integration/support/database.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

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
          testTimeout: 30_000,
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
          maxWorkers: 2,
          ...withDatabase,
        },
      },
      {
        extends: true,
        test: {
          name: "durable",
          exclude: notLong,
          include: ["tests/{conformance,chaos}/**/*.test.ts"],
          ...withDatabase,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: LONG,
          exclude: configDefaults.exclude,
          ...withDatabase,
          testTimeout: 900_000,
        },
      },
    ],
  },
});
