#!/usr/bin/env node
// Prisma's CLI talks line-wise JSON-RPC to a native "schema engine" that it would download. This answers in its place
// with the WebAssembly build of the very same engine, on top of `pg`. Development only: start-up applies migrations with
// server/ops/migrate.ts. See docs/decisions/prisma-engine-shim.md.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const { values: args, positionals } = parseArgs({
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
  },
  allowPositionals: true,
});
const datasource = args.datasource ? JSON.parse(args.datasource) : {};
const adapterInfo = { provider: "postgres", adapterName: "@prisma/adapter-pg" };

// ---------------------------------------------------------------- the database as the engine wants it

const C = ColumnTypeEnum;
/** Catalogue queries return "char" (18), name (19) and arrays of them, which the stock pg adapter refuses. */
const columnTypes = new Map([
  [16, C.Boolean],
  [17, C.Bytes],
  [18, C.Character],
  [19, C.Text],
  [20, C.Int64],
  [21, C.Int32],
  [23, C.Int32],
  [25, C.Text],
  [26, C.Int64],
  [114, C.Json],
  [700, C.Float],
  [701, C.Double],
  [1002, C.CharacterArray],
  [1003, C.TextArray],
  [1005, C.Int32Array],
  [1007, C.Int32Array],
  [1009, C.TextArray],
  [1016, C.Int64Array],
  [1028, C.Int64Array],
  [1042, C.Text],
  [1043, C.Text],
  [1082, C.Date],
  [1114, C.DateTime],
  [1184, C.DateTime],
  [1700, C.Numeric],
  [2950, C.Uuid],
  [3802, C.Json],
]);
const asText = new Set([20, 26, 114, 1082, 1700, 3802]);
const asInstant = (text) => `${text.replace(" ", "T").replace(/[+-]\d\d(:\d\d)?$/, "")}+00:00`;
const types = {
  getTypeParser(oid, format) {
    if (oid === 1114 || oid === 1184) return asInstant;
    if (asText.has(oid)) return (text) => text;
    return pg.types.getTypeParser(oid === 1003 ? 1009 : oid, format);
  },
};

const errorKinds = {
  "28P01": () => ({ kind: "AuthenticationFailed", user: user(datasource.url) }),
  28000: () => ({ kind: "DatabaseAccessDenied" }),
  "3D000": (error) => ({ kind: "DatabaseDoesNotExist", db: /database "(.+)"/.exec(error.message)?.[1] }),
  "42P04": (error) => ({ kind: "DatabaseAlreadyExists", db: /database "(.+)"/.exec(error.message)?.[1] }),
};

function toEngineError(error) {
  if (error instanceof DriverAdapterError) return error;
  if (["ECONNREFUSED", "ENOTFOUND", "ECONNRESET", "ETIMEDOUT"].includes(error.code))
    return new DriverAdapterError({
      kind: "DatabaseNotReachable",
      host: error.address ?? error.hostname,
      port: error.port,
    });
  const known = errorKinds[error.code]?.(error);
  const { code = "N/A", severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({
    originalCode: code,
    originalMessage: message,
    ...(known ?? { kind: "postgres", code, severity, message, detail, column, hint }),
  });
}

const user = (url) => decodeURIComponent(new URL(url).username);
const withDatabase = (url, name) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function open(url) {
  const client = new pg.Client({ connectionString: url, application_name: "prisma-migrate" });
  client.on("error", () => {});
  await client.connect();
  await client.query("set timezone = 'UTC'");
  return client;
}

async function adapterFor(url, afterwards = async () => {}) {
  const client = await open(url).catch((error) => Promise.reject(toEngineError(error)));
  const run = (text, values, rowMode) =>
    client.query({ text, values, rowMode, types }).catch((error) => Promise.reject(toEngineError(error)));
  const queryable = {
    ...adapterInfo,
    async queryRaw({ sql, args: values }) {
      const { fields, rows } = await run(sql, values, "array");
      return {
        columnNames: fields.map((field) => field.name),
        columnTypes: fields.map((field) => columnTypes.get(field.dataTypeID) ?? C.Text),
        rows,
      };
    },
    executeRaw: async ({ sql, args: values }) => (await run(sql, values)).rowCount ?? 0,
  };
  return {
    ...queryable,
    executeScript: async (script) => void (await run(script)),
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    async startTransaction() {
      await run("begin");
      return {
        ...queryable,
        options: { usePhantomQuery: false },
        commit: () => run("commit"),
        rollback: () => run("rollback"),
      };
    },
    async dispose() {
      await client.end().catch(() => {});
      await afterwards();
    },
  };
}

/** For `diff` between files no database is needed, but the engine asks for its version at once. */
function offlineAdapter() {
  const nothing = async () => ({
    columnNames: ["version"],
    columnTypes: [C.Text],
    rows: [["PostgreSQL 18.0"]],
  });
  return {
    ...adapterInfo,
    queryRaw: nothing,
    executeRaw: async () => 0,
    executeScript: async () => {},
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: async () => {},
  };
}

const shadows = new Set();

async function shadowAdapter() {
  if (datasource.shadowDatabaseUrl) return adapterFor(datasource.shadowDatabaseUrl);
  const name = `baton_shadow_${randomBytes(6).toString("hex")}`;
  const client = await open(datasource.url).catch((error) => Promise.reject(toEngineError(error)));
  await client.query(`create database ${name}`).finally(() => client.end());
  shadows.add(name);
  return adapterFor(withDatabase(datasource.url, name), () => dropShadow(name));
}

async function dropShadow(name) {
  if (!shadows.delete(name)) return;
  const client = await open(datasource.url);
  await client.query(`drop database if exists ${name} with (force)`).finally(() => client.end());
}

// ---------------------------------------------------------------- the engine

let lastPanic;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    lastPanic = message;
  },
};

async function loadEngine(offline) {
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const connect = async () => (offline ? offlineAdapter() : adapterFor(datasource.url));
  const factory = bindMigrationAwareSqlAdapterFactory({
    ...adapterInfo,
    connect,
    connectToShadowDb: shadowAdapter,
  });
  const datamodels = args.datamodels?.map((path) => [path, readFileSync(path, "utf8")]);
  return bindings.SchemaEngine.new({ datamodels }, () => {}, factory);
}

let engine;
const needsNoDatabase = ({ method, params }) =>
  method === "diff" &&
  [params.from, params.to].every((side) => ["empty", "schemaDatamodel"].includes(side.tag));

async function answer(request) {
  const method = request.method === "getDatabaseVersion" ? "version" : request.method;
  if (method === "createDatabase") return { databaseName: await createDatabase() };
  engine ??= loadEngine(needsNoDatabase(request));
  const result = await (await engine)[method](request.params ?? undefined);
  for (const name of [...shadows]) await dropShadow(name);
  if (method === "diff" && result.stdout != null) {
    send({ jsonrpc: "2.0", id: 0, method: "print", params: { content: result.stdout } });
    return { ...result, stdout: null };
  }
  return result ?? null;
}

async function createDatabase() {
  const name = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
  const client = await open(withDatabase(datasource.url, "postgres"));
  await client.query(`create database ${pg.escapeIdentifier(name)}`).finally(() => client.end());
  return name;
}

// ---------------------------------------------------------------- the conversation with the CLI

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
let pending;

function refuse(error) {
  const panic = lastPanic !== undefined;
  const message = panic ? lastPanic : (error.message ?? String(error));
  const data = { is_panic: panic, message, meta: error.meta ?? null, error_code: error.code ?? null };
  if (pending)
    send({
      jsonrpc: "2.0",
      id: pending.id,
      error: { code: 4466, message: "An error happened. Check the data field for details.", data },
    });
  pending = undefined;
  lastPanic = undefined;
}

async function converse() {
  // A panic of the engine arrives here, not as a rejected promise.
  process.on("uncaughtException", refuse);
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (!message.method) continue;
    pending = message;
    await answer(message).then((result) => {
      send({ jsonrpc: "2.0", id: message.id, result });
      pending = undefined;
    }, refuse);
  }
  process.exit(0);
}

async function oneCommand(name) {
  try {
    if (name === "create-database") await createDatabase();
    else await (await open(datasource.url)).end();
  } catch (error) {
    const codes = { "28P01": "P1000", "3D000": "P1003", 28000: "P1010" };
    const fields = {
      message: error.message || `Can't reach the database server at ${new URL(datasource.url).host}`,
      error_code: codes[error.code] ?? "P1001",
    };
    // The CLI drops the first line.
    process.stderr.write(
      `\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`,
    );
    process.exit(1);
  }
  process.exit(0);
}

if (args.datasource === undefined && process.argv.includes("--version"))
  process.stdout.write("schema-engine-cli 0edf323efd1d98336f3f0a68684b56f689b900d3\n");
else if (positionals[0] === "cli") await oneCommand(positionals[1]);
else await converse();
