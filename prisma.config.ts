import { defineConfig } from "prisma/config";

/**
 * The CLI insists on an engine binary before every command; ours is a small script that answers with the
 * WebAssembly build of the same engine, so nothing is downloaded (server/ops/prisma-engine.mjs).
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= new URL("./server/ops/prisma-engine.mjs", import.meta.url).pathname;

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/baton" },
});
