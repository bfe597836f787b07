import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Commands work from the checkout's directory and with its .env, wherever they are called from. */
export function enterCheckout(): void {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), "../../.."));
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
