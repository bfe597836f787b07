import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { env, launchEnvironment } from "@/server/env";
import { migrate, migrationsOnDisk } from "@/server/ops/migrate";

const column = async (sql: string): Promise<string[]> =>
  (await pool().query<{ name: string }>(sql)).rows.map((row) => row.name);
const OURS = "table_schema in ('public', 'executor') and table_name <> '_prisma_migrations'";

test("every time is a timestamptz(3)", async () => {
  const others = `select table_name || '.' || column_name as name from information_schema.columns where ${OURS}
    and data_type in ('timestamp with time zone', 'timestamp without time zone', 'date', 'time without time zone', 'time with time zone')
    and not (data_type = 'timestamp with time zone' and datetime_precision = 3)`;
  expect(await column(others)).toEqual([]);
});

test("every table but those of people, processes, the limiter, housekeeping and the Stripe account belongs to a workspace", async () => {
  const without = `select table_name as name from information_schema.tables t where table_schema = 'public' and table_name <> '_prisma_migrations'
    and not exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'workspace_id' and c.is_nullable = 'NO')
    order by 1`;
  expect(await column(without)).toEqual([
    "rate_windows",
    "retention_marks",
    "sessions",
    "stripe_events",
    "usage_marks",
    "users",
    "worker_heartbeats",
    "workspaces",
  ]);
});

test("a child with an id of its own is unique by workspace and id, and refers to its parent through the workspace", async () => {
  const without = `select t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
    where t.relkind = 'r' and exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'workspace_id')
      and exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'id') and t.relname not like 'payloads%'
      and not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisunique
        and pg_get_indexdef(i.indexrelid) like '%(workspace_id, id)')`;
  expect(await column(without)).toEqual([]);
  // A plugin's publisher is another workspace than the one that installs it.
  const single = `select conrelid::regclass || ' -> ' || confrelid::regclass as name from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and array_length(conkey, 1) = 1 and conparentid = 0
      and confrelid::regclass::text not in ('workspaces', 'users') order by 1`;
  expect(await column(single)).toEqual(["plugin_installations -> plugins"]);
});

test("Prisma's schema and the migrations say the same", () => {
  const prisma = (...args: string[]) =>
    execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", ...args], {
      env: { ...launchEnvironment(), NODE_ENV: "test", DATABASE_URL: env().DATABASE_URL },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  expect(prisma("diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--exit-code")).toContain(
    "No difference",
  );
  expect(prisma("status")).toContain("Database schema is up to date");
});

test("migrations are applied once, by however many at once, and a changed one is refused", async () => {
  expect(await Promise.all([migrate(env().DATABASE_URL), migrate(env().DATABASE_URL)])).toEqual([[], []]);
  expect(
    await column("select migration_name as name from _prisma_migrations order by started_at, migration_name"),
  ).toEqual(migrationsOnDisk().map(({ name }) => name));
  await pool().query("update _prisma_migrations set checksum = 'other' where migration_name like '%_init'");
  await expect(migrate(env().DATABASE_URL)).rejects.toThrow(/_init was changed after this database got it/);
});

test("what is written once is neither changed nor removed", async () => {
  const workspaceId = newId();
  await pool().query(
    "insert into workspaces (id, slug, name, aliases, billing_anchor) values ($1::uuid, $1::uuid::text, 'W', '{}', now())",
    [workspaceId],
  );
  await pool().query(
    "insert into audit_entries (id, workspace_id, actor_type, action, target_type, target_id) values ($1, $2, 'system', 'a.b', 't', '1')",
    [newId(), workspaceId],
  );
  await pool().query(
    "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ('k', $1, 'email_sent', 1, 1, 'p', now())",
    [workspaceId],
  );
  const flowId = newId();
  await pool().query(
    "insert into automation_flows (id, workspace_id, name, draft, updated_at) values ($1, $2, 'F', '{}', now())",
    [flowId, workspaceId],
  );
  await pool().query(
    "insert into flow_versions (id, workspace_id, flow_id, number, definition) values ($1, $2, $3, 1, '{}')",
    [newId(), workspaceId, flowId],
  );
  for (const statement of [
    "update audit_entries set action = 'x'",
    "delete from audit_entries",
    "truncate audit_entries",
    "update usage_records set amount = 0",
    "delete from usage_records",
    "truncate usage_records",
    `update flow_versions set definition = '{"steps": []}'`,
    "delete from flow_versions",
  ]) {
    await expect(pool().query(statement), statement).rejects.toMatchObject({ code: "23001" });
  }
  await pool().query("update flow_versions set note = 'said later'");
});

test("a quota shard is never overspent", async () => {
  const workspaceId = newId();
  await pool().query(
    "insert into workspaces (id, slug, name, aliases, billing_anchor) values ($1::uuid, $1::uuid::text, 'W', '{}', now())",
    [workspaceId],
  );
  await pool().query(
    `insert into quota_accounts (workspace_id, period, "limit", starts_at) values ($1, 'p', 100, now())`,
    [workspaceId],
  );
  await pool().query(
    "insert into quota_shards (workspace_id, period, shard, granted, used) values ($1, 'p', 0, 10, 7)",
    [workspaceId],
  );
  await pool().query("update quota_shards set reserved = 3 where workspace_id = $1", [workspaceId]);
  const overspend = pool().query("update quota_shards set reserved = reserved + 1 where workspace_id = $1", [
    workspaceId,
  ]);
  await expect(overspend).rejects.toMatchObject({
    code: "23514",
    constraint: "quota_shards_never_overspent",
  });
});

test("payloads go to the month they are from, also those that came before its partition", async () => {
  const partition = async (id: string) =>
    (await column(`select tableoid::regclass::text as name from payloads where id = '${id}'`))[0];
  const insert = async (at: string) => {
    const id = newId();
    await pool().query(
      "insert into payloads (id, workspace_id, body, created_at) values ($1, $1, '{}', $2)",
      [id, at],
    );
    return id;
  };
  const early = await insert("2031-03-31T23:30:00Z");
  expect(await partition(early)).toBe("payloads_default");
  const made = async (at: string) =>
    Number((await pool().query("select ensure_payload_partitions($1) as made", [at])).rows[0].made);
  expect(await made("2031-02-15T00:00:00Z")).toBe(4);
  expect(await made("2031-02-16T00:00:00Z")).toBe(0);
  expect(await partition(early)).toBe("payloads_2031_03");
  expect(await partition(await insert("2031-04-01T00:00:00Z"))).toBe("payloads_2031_04");
  expect(await made("2031-03-01T00:00:00Z")).toBe(1);
});
