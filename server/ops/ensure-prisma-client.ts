import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Generated after the install, unless npm was told to run no scripts. */
export function ensurePrismaClient(): void {
  if (existsSync("prisma/generated/client.ts")) return;
  const made = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    encoding: "utf8",
  });
  if (made.status !== 0)
    throw new Error(`The Prisma client could not be generated:\n${made.stderr || made.stdout}`);
}
