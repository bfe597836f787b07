import { expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { contactOfRow, guessMapping } from "@/server/domain/contact-csv";
import type { WorkspaceId } from "@/server/domain/workspace";
import {
  exportContacts,
  exportSchema,
  importRows,
  importRowsSchema,
} from "@/server/features/contacts/service";
import { consentOf, setConsent } from "@/server/records/consent";
import { findContact } from "@/server/records/contact-keys";
import { publish } from "./support/engine";
import { newWorkspace } from "./support/new-workspace";

const actor = { type: "user", id: null, name: "Ana" } as const;

const importCells = (workspaceId: WorkspaceId, [header = [], ...cells]: string[][], startFlows = true) => {
  const mapping = guessMapping(header);
  const rows = cells.map((row, index) => {
    const read = contactOfRow(row, mapping);
    if (!read.ok) throw new Error(read.problems[0]?.message);
    return { line: index + 2, ...read.row };
  });
  return importRows(workspaceId, actor, importRowsSchema.parse({ rows, startFlows }));
};

const idOf = async (workspaceId: WorkspaceId, email: string) => {
  const id = await findContact(pool(), workspaceId, [`email:${email}`]);
  if (!id) throw new Error(`${email} is no contact`);
  return id;
};

const exported = async (workspaceId: WorkspaceId) =>
  (await exportContacts(workspaceId, exportSchema.parse({ sort: "name" }))).rows;

test("new rows are created, known ones changed or as they were; one that is refused keeps no other out", async () => {
  const workspaceId = await newWorkspace();
  await importCells(workspaceId, [
    ["email", "name", "phone", "kind", "tags"],
    ["ada@example.com", "Ada", "+14155550100", "customer", "vip"],
  ]);
  const { results } = await importCells(workspaceId, [
    ["email", "name", "phone", "kind", "tags", "owner"],
    ["ada@example.com", "Ada Lovelace", "", "lead", "london", ""],
    ["ada@example.com", "Ada Lovelace", "", "", "", ""],
    ["grace@example.com", "Grace", "+14155550100", "", "", ""],
    ["mia@example.com", "Mia", "", "", "", "who@example.com"],
    ["alan@example.com", "Alan", "", "", "", ""],
  ]);
  expect(results).toEqual([
    { line: 2, outcome: "updated" },
    { line: 3, outcome: "unchanged" },
    { line: 4, outcome: "refused", message: expect.stringContaining("is the number of Ada Lovelace") },
    { line: 5, outcome: "refused", message: expect.stringContaining("who@example.com is no member") },
    { line: 6, outcome: "created" },
  ]);
  expect(await exported(workspaceId)).toMatchObject([
    { name: "Ada Lovelace", phone: "+14155550100", kind: "customer", tags: "vip, london" },
    { name: "Alan", email: "alan@example.com", kind: "lead" },
  ]);
});

test("a row with an id of the shop is found by it, whatever else it says", async () => {
  const workspaceId = await newWorkspace();
  await importCells(workspaceId, [
    ["id", "email", "name"],
    ["customer-1", "ada@example.com", "Ada"],
    ["customer-2", "", "Grace"],
  ]);
  const { results } = await importCells(workspaceId, [
    ["Customer ID", "email", "name"],
    ["customer-1", "lovelace@example.com", "Ada Lovelace"],
    ["customer-2", "ada@example.com", ""],
    ["customer-2", "", "Grace Hopper"],
    ["customer-3", "lovelace@example.com", ""],
  ]);
  expect(results).toMatchObject([
    { line: 2, outcome: "updated" },
    // The address that Ada had before comes over.
    { line: 3, outcome: "updated" },
    { line: 4, outcome: "updated" },
    { line: 5, outcome: "refused", message: expect.stringContaining("customer-1") },
  ]);
  expect(await exported(workspaceId)).toMatchObject([
    { external_id: "customer-1", email: "lovelace@example.com", name: "Ada Lovelace" },
    { external_id: "customer-2", email: "ada@example.com", name: "Grace Hopper" },
  ]);
});

test("a file gives consent where nobody has said anything, and takes back no refusal", async () => {
  const workspaceId = await newWorkspace();
  await importCells(workspaceId, [["email"], ["ada@example.com"]]);
  const ada = await idOf(workspaceId, "ada@example.com");
  await inTransaction((tx) =>
    setConsent(tx, workspaceId, ada, "sms", "denied", "reply", { source: "manual" }),
  );
  await importCells(workspaceId, [
    ["email", "sms consent", "email consent"],
    ["ada@example.com", "yes", "yes"],
  ]);
  expect(await consentOf(pool(), workspaceId, ada)).toMatchObject({
    sms: { state: "denied", source: "reply" },
    email: { state: "granted", source: "import" },
    call: { state: "unknown" },
  });
  expect(await exported(workspaceId)).toMatchObject([{ "consent.sms": "no", "consent.email": "yes" }]);
});

test("without flows, what the rows say is written down and starts nothing", async () => {
  const workspaceId = await newWorkspace();
  await publish(workspaceId, {
    name: "Greets",
    trigger: { type: "event", event_types: ["lead.created", "lead.updated"] },
    steps: [{ id: "greet", type: "action", action_id: "create_task", config: { title: "Greet" } }],
  });
  const count = async (table: "events" | "flow_executions") =>
    (await pool().query(`select from ${table} where workspace_id = $1`, [workspaceId])).rowCount;
  await importCells(workspaceId, [["email"], ["ada@example.com"]], false);
  await importCells(
    workspaceId,
    [
      ["email", "tags"],
      ["ada@example.com", "vip"],
    ],
    false,
  );
  expect(await count("events")).toBe(2);
  expect(await count("flow_executions")).toBe(0);
  await importCells(workspaceId, [["email"], ["grace@example.com"]]);
  expect(await count("flow_executions")).toBe(1);
});

test("what is exported is imported again as it was", async () => {
  const [from, to] = [await newWorkspace(), await newWorkspace()];
  await importCells(from, [
    ["email", "name", "phone", "tags", "score", "birthday", "call consent", "fields.plan", "language"],
    ["ada@example.com", "Ada", "+14155550100", "vip; fair", "80", "--02-29", "no", "pro", "de-AT"],
  ]);
  const rows = await exported(from);
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map((cell) => cell ?? ""));
  expect(guessMapping(header)).toEqual(header);
  await importCells(to, [header, ...cells]);
  expect(await exported(to)).toEqual(rows);
});
