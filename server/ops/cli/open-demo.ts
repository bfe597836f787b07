import { resolve } from "node:path";
import { launchEnvironment } from "../../env";
import { readDemo } from "../demo-login";
import { enterCheckout } from "./enter-checkout";

/** The demo workspace of this checkout's data directory; without one the command ends, and says how one is made. */
export function openDemo() {
  enterCheckout();
  const given = launchEnvironment();
  const home = resolve(given.BATON_DATA_DIR || ".data");
  const demo = readDemo(home);
  if (demo) return { given, home, demo };
  console.error(
    `There is no demo workspace in ${home}. It is made by the first npm start or npm run dev into an empty database.`,
  );
  return process.exit(1);
}
