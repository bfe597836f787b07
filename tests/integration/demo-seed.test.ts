import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { seedDemo } from "@/prisma/seed";
import { pool } from "@/server/db/pool";
import { mintWorkspaceId } from "@/server/domain/workspace";
import { env } from "@/server/env";
import { authenticateApiKey } from "@/server/features/api-keys/service";
import { signInWithPassword } from "@/server/features/users/mutations";
import { findWebhookToken } from "@/server/features/webhook-tokens/data";
import { offeredActions } from "@/server/plugins/offered-actions";
import { newClient } from "../fixtures/people";
import { drive, readRun, send } from "./support/engine";

const loginSchema = z.strictObject({
  email: z.literal("demo@baton.test"),
  password: z.string().min(10),
  workspaceId: z.uuid(),
  userId: z.uuid(),
  apiKey: z.string(),
  webhookUrl: z.url(),
});

const exampleSchema = z.strictObject({ event_type: z.string(), payload: z.record(z.string(), z.unknown()) });

const path = join(env().BATON_DATA_DIR, "demo.json");
let login: z.infer<typeof loginSchema>;

beforeAll(async () => {
  await seedDemo();
  login = loginSchema.parse(JSON.parse(readFileSync(path, "utf8")));
});

test("leaves a login that works, for the owner of the files alone", async () => {
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await signInWithPassword(login.email, login.password, newClient())).toMatchObject({
    id: login.userId,
  });
});

test("makes the workspace that the documents speak of", async () => {
  const { rows } = await pool().query("select slug, plan, aliases from workspaces where id = $1", [
    login.workspaceId,
  ]);
  expect(rows).toEqual([{ slug: "demo", plan: "professional", aliases: ["tenant_123"] }]);
});

test("gives it a key and an address that open just this workspace", async () => {
  expect(await authenticateApiKey(login.apiKey)).toMatchObject({
    workspaceId: login.workspaceId,
    scopes: expect.arrayContaining([
      "events:write",
      "flows:read",
      "flows:write",
      "actions:run",
      "plugins:register",
      "crm:write",
    ]),
  });
  const [token = "", userId] = new URL(login.webhookUrl).pathname.split("/").reverse();
  expect(userId).toBe(login.userId);
  expect(await findWebhookToken(token)).toMatchObject({
    workspaceId: login.workspaceId,
    userId: login.userId,
  });
});

test("installs the sandbox plugins", async () => {
  const offered = await offeredActions(mintWorkspaceId(login.workspaceId));
  const names = offered.flatMap(({ key, offeredBy }) =>
    offeredBy.source === "plugin" ? [`${offeredBy.pluginSlug}.${key}`] : [],
  );
  expect(names).toEqual(
    expect.arrayContaining([
      "email-marketing.send_welcome_email",
      "crm-plugin.create_contact",
      "crm-plugin.update-contact",
      "logging-plugin.log_error",
      "email-automation.send_welcome_email",
      "email-automation.send_abandoned_cart_sms",
      "email-automation.create_slack_notification",
    ]),
  );
  const { rows } = await pool().query(
    "select slug, aliases, sandbox from plugins where slug = 'crm-plugin' or id = '87312788-df51-4002-8eca-9cfc3e3f7d8e' order by slug",
  );
  expect(rows).toMatchObject([
    { slug: "crm-plugin", aliases: ["crm"], sandbox: true },
    { slug: "email-automation", sandbox: true },
  ]);
});

test("has example flows that are on, and real runs of theirs", async () => {
  const flows = await pool().query("select id, status from automation_flows where workspace_id = $1", [
    login.workspaceId,
  ]);
  expect(flows.rows.map(({ status }) => status)).toEqual(["active", "active"]);
  const runs = await pool().query<{ id: string; status: string; flow_id: string }>(
    "select id, status, flow_id from flow_executions where workspace_id = $1",
    [login.workspaceId],
  );
  expect(runs.rows.length).toBeGreaterThanOrEqual(4);
  expect(new Set(runs.rows.map(({ status }) => status))).toEqual(new Set(["queued"]));
  expect(new Set(runs.rows.map(({ flow_id }) => flow_id)).size).toBe(2);
  for (const { id } of runs.rows) {
    await drive(id, 0);
    expect(await readRun(id)).toMatchObject({ status: "waiting", error_message: null });
  }
});

test("runs a flow for the event that the README sends it", async () => {
  const [, example = ""] = readFileSync("README.md", "utf8").match(/-d '(\{ "event_type".*\})'/) ?? [];
  const { event_type: type, payload } = exampleSchema.parse(JSON.parse(example));
  const { runs } = await send(mintWorkspaceId(login.workspaceId), type, payload);
  expect(runs).toHaveLength(1);
});

test("changes nothing when it is asked again", async () => {
  const before = readFileSync(path, "utf8");
  await seedDemo();
  expect(readFileSync(path, "utf8")).toBe(before);
  const { rows } = await pool().query("select count(*)::int as people from users");
  expect(rows).toEqual([{ people: 1 }]);
});
