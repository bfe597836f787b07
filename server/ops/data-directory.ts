import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type Secrets = { AUTH_SECRET: string; BATON_SEALING_KEY: string };

/** Makes the directory if need be (only its owner may look into it) and returns its whole path. */
export function openDataDirectory(path: string): string {
  const home = resolve(path);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(join(home, ".writable"), "");
    rmSync(join(home, ".writable"), { force: true });
  } catch (error) {
    throw new Error(
      `The data directory ${home} cannot be written (${error instanceof Error ? error.message : error}). Set BATON_DATA_DIR to one that can.`,
    );
  }
  return home;
}

/** Made once, mode 0600. What the environment sets goes before. */
export function readSecrets(home: string, given: Partial<Secrets>): Secrets {
  return {
    AUTH_SECRET:
      given.AUTH_SECRET || ownSecret(join(home, "auth-secret"), () => randomBytes(32).toString("base64url")),
    BATON_SEALING_KEY:
      given.BATON_SEALING_KEY ||
      ownSecret(join(home, "sealing-key"), () => randomBytes(32).toString("base64")),
  };
}

/** Written whole before it gets its name: of two starters one wins, and both read the same. */
function ownSecret(path: string, make: () => string): string {
  const fresh = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    writeFileSync(fresh, make(), { mode: 0o600 });
  }
  try {
    linkSync(fresh, path);
  } catch {
    // Another starter was first.
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path, "utf8").trim();
}
