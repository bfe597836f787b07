/** `npm run billing -- credit | refund | pricing | show | reconcile`: what an operator does for a workspace's bill. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../domain/errors";
import { completeEnvironment, launchEnvironment } from "../../env";
import { closeConnections } from "../close-connections";
import { openDataDirectory, readSecrets } from "../data-directory";
import { holdDatabase } from "../hold-database";
import { enterCheckout } from "./enter-checkout";

enterCheckout();
const given = launchEnvironment();
const home = openDataDirectory(given.BATON_DATA_DIR || ".data");
const database = await holdDatabase(home, given.DATABASE_URL || usedDatabase());
completeEnvironment({
  ...readSecrets(home, given),
  BATON_DATA_DIR: home,
  DATABASE_URL: database.url,
  LOG_LEVEL: "warn",
});
try {
  const { billingCommand } = await import("../billing-command");
  console.log(await billingCommand(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}
await closeConnections();
await database.release();

/** The address that the last start was given, where there is no embedded database. */
function usedDatabase(): string | undefined {
  const known = join(home, "database-url");
  if (existsSync(join(home, "pg")) || !existsSync(known)) return undefined;
  return readFileSync(known, "utf8");
}
