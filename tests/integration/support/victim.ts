import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { apiScopes } from "@/server/domain/api-scope";
import type { Role } from "@/server/domain/workspace";
import { authenticateApiKey } from "@/server/features/api-keys/service";
import { readWebhookToken } from "@/server/features/webhook-tokens/data";
import { issueWebhookToken } from "@/server/features/webhook-tokens/mutations";
import { newMember, newPerson, type Person } from "../../fixtures/people";
import { drive, publish, send } from "./engine";
import { makeShopRows, type ShopRows } from "./shop-rows";

/** Stands in everything the victim wrote. Whoever reads it elsewhere has read too much. */
export const MARK = "mark-of-the-victim";

export type Victim = ShopRows & {
  owner: Person;
  members: Record<Exclude<Role, "owner">, Person>;
  flowId: string;
  flowExternalId: string;
  runId: string;
  replayId: string;
  eventId: string;
  messageId: string;
  taskId: string;
  taskExternalId: string;
  noteId: string;
  poolId: string;
  agentId: string;
  notificationId: string;
  connectionId: string;
  webhookId: string;
  messageTemplateId: string;
  /** Of flows, and the flow that is being set up from it. */
  templateId: string;
  useId: string;
  setupFlowId: string;
  suppressed: string;
  referralCode: string;
  contactId: string;
  otherContactId: string;
  /** Between what its steps and its ledger say. */
  differenceId: string;
  apiKeyId: string;
  apiKey: string;
  webhookToken: string;
  flowToken: string;
};

const document = {
  id: `flow-${MARK}`,
  name: `Flow of ${MARK}`,
  status: "active",
  definition: {
    trigger: { type: "event", event_types: ["customer.created"] },
    steps: [
      {
        id: "greet",
        type: "action",
        action_type: "send_email",
        config: { to: "{{trigger.email}}", subject: MARK, body: `Written for ${MARK}` },
      },
      { id: "each", type: "for_each", items: [MARK], body: "note" },
      { id: "note", type: "action", action_type: "log", config: { message: "{{item}}" } },
    ],
  },
};

/** A workspace with a bit of everything in it, which nobody else may see or touch. */
export async function makeVictim(): Promise<Victim> {
  const owner = await newPerson(`Vera ${MARK}`);
  const workspaceId = owner.workspace.id;
  const [admin, editor, viewer] = [
    await newMember(owner, "admin"),
    await newMember(owner, "editor"),
    await newMember(owner, "viewer"),
  ];
  const key = await owner.caller.apiKeys.create({
    workspace: owner.workspace.slug,
    key: { name: `Key of ${MARK}`, scopes: apiScopes.map(({ scope }) => scope) },
  });
  const { flowId } = await publish(workspaceId, document);
  const { eventId, runs } = await send(workspaceId, "customer.created", { email: `${MARK}@example.com` });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  const { rows } = await pool().query<{ id: string }>("select id from messages where workspace_id = $1", [
    workspaceId,
  ]);
  const known = await pool().query<{ id: string }>("select id from contacts where workspace_id = $1", [
    workspaceId,
  ]);
  const other = await owner.caller.contacts.create({
    workspace: owner.workspace.slug,
    contact: { email: `other-${MARK}@example.com`, name: MARK, tags: MARK },
  });
  const { rows: told } = await pool().query<{ id: string }>(
    "insert into notifications (id, workspace_id, group_id, user_id, title) values (gen_random_uuid(), $1, gen_random_uuid(), $2, $3) returning id",
    [workspaceId, owner.id, `Told ${MARK}`],
  );
  const webhookToken = await readWebhookToken(workspaceId, { userId: owner.id });
  // Its first use is written down; later ones within a minute are not.
  await authenticateApiKey(key.secret);
  return {
    owner,
    members: { admin, editor, viewer },
    flowId,
    flowExternalId: document.id,
    runId,
    replayId: await makeReplay(workspaceId, flowId, eventId),
    eventId,
    messageId: rows[0]?.id ?? "",
    notificationId: told[0]?.id ?? "",
    ...(await makeSendingRows(owner)),
    ...(await makeTemplateRows(owner, flowId)),
    contactId: known.rows[0]?.id ?? "",
    ...(await makePeopleRows(owner, known.rows[0]?.id ?? "")),
    ...(await makeShopRows(workspaceId, known.rows[0]?.id ?? "", MARK)),
    otherContactId: other.id,
    differenceId: await makeDifference(workspaceId),
    apiKeyId: key.id,
    apiKey: key.secret,
    webhookToken: webhookToken ?? "",
    flowToken: await issueWebhookToken(prisma(), workspaceId, { flowId }),
  };
}

async function makeDifference(workspaceId: string): Promise<string> {
  const id = newId();
  await pool().query(
    `with compared as (
       insert into usage_reconciliations (id, workspace_id, ran_at, since, matched, difference, against, waiting, late, unbilled, forgotten)
       values ($2, $1, now(), '2026-03-10', false, 7, 'ledger only', 0, 0, 0, 0) returning id)
     insert into usage_differences (id, workspace_id, reconciliation_id, day, period, meter, cause, what, amount, steps, ledger)
     select $3, $1, compared.id, '2026-03-10', 'trial', 'tokens', 'sums behind', $4, 7, 0, 0 from compared`,
    [workspaceId, newId(), id, `Of ${MARK}`],
  );
  return id;
}

/** One that is over, with a changed event. */
async function makeReplay(workspaceId: string, flowId: string, eventId: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `insert into flow_replays (id, workspace_id, flow_id, version_id, draft, draft_revision, state, events, done, created_at, touched_at)
     select gen_random_uuid(), $1, f.id, f.active_version_id, f.draft, f.draft_revision, 'done', array[$3::uuid], 1, now(), now()
     from automation_flows f where f.workspace_id = $1 and f.id = $2 returning id`,
    [workspaceId, flowId, eventId],
  );
  const id = rows[0]?.id ?? "";
  await pool().query(
    "insert into flow_replay_changes (workspace_id, replay_id, place, event_id, difference, milli_tokens) values ($1, $2, 0, $3, $4, 0)",
    [workspaceId, id, eventId, `are told of ${MARK}`],
  );
  return id;
}

async function makeSendingRows({ caller, workspace: { slug: workspace } }: Person) {
  const settings = {
    ...{ host: "mail.example.com", port: 587, security: "starttls" as const, user: MARK },
    ...{ from_address: `sender@${MARK}.example.com`, from_name: MARK },
  };
  const connection = await caller.connections.saveSmtp({
    workspace,
    connectionId: null,
    connection: { name: `Mail of ${MARK}`, settings, password: `secret ${MARK}`, isDefault: false },
  });
  const webhook = await caller.connections.saveWebhook({
    workspace,
    connectionId: null,
    connection: {
      name: `Hook of ${MARK}`,
      settings: { url: `https://${MARK}.example.com` },
      isDefault: false,
    },
  });
  const template = await caller.messageTemplates.save({
    workspace,
    templateId: null,
    template: { channel: "email", name: MARK, key: MARK, subject: MARK, text: MARK, html: null },
  });
  const suppressed = `left-alone@${MARK}.example.com`;
  await caller.sending.suppress({ workspace, text: suppressed, note: MARK });
  return { connectionId: connection.id, webhookId: webhook.id, messageTemplateId: template.id, suppressed };
}

async function makeTemplateRows({ caller, workspace: { slug: workspace } }: Person, flowId: string) {
  const words = { name: `Template of ${MARK}`, description: MARK, category: "sales" as const };
  const template = await caller.templates.save({ workspace, flowId, ...words });
  const useId = newId();
  const setup = await caller.templates.use({ workspace, ref: template.id, useId, answers: {} });
  return { templateId: template.id, useId, setupFlowId: setup.flowId };
}

async function makePeopleRows(
  { id, caller, workspace: { id: workspaceId, slug: workspace } }: Person,
  contactId: string,
) {
  const referralCode = "VERA-2B3C4D5E";
  await pool().query(
    `insert into referral_codes (id, workspace_id, code, contact_id, reward_kind, reward_amount, reward_currency)
     values (gen_random_uuid(), $1, $2, $3, 'credit', 100, 'usd')`,
    [workspaceId, referralCode, contactId],
  );
  const taskExternalId = `task-${MARK}`;
  const task = await caller.tasks.create({
    workspace,
    task: { title: `Call ${MARK}`, external_id: taskExternalId, assignee: id, contact: contactId },
  });
  const note = await caller.notes.create({ workspace, contactId, body: `Likes ${MARK}` });
  const owners = await caller.pools.create({
    workspace,
    pool: { name: `Pool of ${MARK}`, members: [{ userId: id }] },
  });
  const agent = await caller.agents.create({ workspace, agent: { name: `Agent of ${MARK}` } });
  return {
    referralCode,
    taskId: task.id,
    taskExternalId,
    noteId: note.id,
    poolId: owners.id,
    agentId: agent.id,
  };
}

/** Everything by which something of the victim's could be recognised. */
export const marksOf = ({ owner, members, ...ids }: Victim): string[] => [
  MARK,
  owner.id,
  owner.workspace.id,
  owner.sessionId,
  ...Object.values(members).map(({ id }) => id),
  ...Object.values(ids),
];

/** Changes when any row of the victim's workspace does. */
export async function fingerprint({ owner }: Victim): Promise<string> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select quote_ident(c.table_name) as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'workspace_id' order by 1`,
  );
  const parts = tables.map(({ name }) => rowsOf(name, `workspace_id = '${owner.workspace.id}'`));
  const sql = [
    ...parts,
    rowsOf("workspaces", `id = '${owner.workspace.id}'`),
    rowsOf("users", `id = '${owner.id}'`),
  ];
  sql.push(rowsOf("sessions", `user_id = '${owner.id}'`));
  const { rows } = await pool().query<{ part: string }>(sql.join(" union all "));
  return rows.map(({ part }) => part).join("\n");
}

const rowsOf = (table: string, where: string) =>
  `select '${table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as part from ${table} t where ${where}`;
