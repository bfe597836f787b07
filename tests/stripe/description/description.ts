import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deriveDescription } from "./derive-description";
import type { Description } from "./schema";

/** The description of Stripe's API, derived once per version of the library and of the code that derives it. */
export function stripeDescription(): Description {
  known ??= stored() ?? derived();
  return known;
}

let known: Description | undefined;
const packages = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const library = join(packages, "stripe");
const cache = join(packages, ".cache", "stripe-description");

function stored(): Description | null {
  try {
    return JSON.parse(readFileSync(join(cache, fileName()), "utf8"));
  } catch {
    return null;
  }
}

/** Written beside its place and moved there: tests of several processes may want it at the same time. */
function derived(): Description {
  const description = deriveDescription(library);
  mkdirSync(cache, { recursive: true });
  const draft = join(cache, `${fileName()}.${process.pid}`);
  writeFileSync(draft, JSON.stringify(description));
  renameSync(draft, join(cache, fileName()));
  return description;
}

function fileName(): string {
  const version = readFileSync(join(library, "VERSION"), "utf8").trim();
  const code = createHash("sha256");
  for (const name of ["derive-description", "operations", "type-schema", "scope"])
    code.update(readFileSync(new URL(`${name}.ts`, import.meta.url)));
  return `${version}-${code.digest("hex").slice(0, 12)}.json`;
}
