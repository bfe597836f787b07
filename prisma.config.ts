import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

/**
 * The CLI insists on an engine binary before every command; ours is a small script that answers with the
 * WebAssembly build of the same engine, so nothing is downloaded (docs/decisions/prisma-engine-shim.md).
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./server/ops/prisma-engine.mjs", import.meta.url),
);

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Partitioned, hence written in SQL (docs/decisions/objects-outside-prisma.md).
  tables: { external: ["public.payloads"] },
  experimental: { externalTables: true },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/baton" },
});
