/**
 * The demo workspace, made once by the first start into an empty database. Its login and key are drawn at random and
 * kept in `<data dir>/demo.json`, readable by the owner only; `npm run demo:info` prints them.
 */
import { renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { randomSecret, sha256 } from "@/server/crypto";
import { newId } from "@/server/db/id";
import { asTx, prisma } from "@/server/db/prisma";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import { env } from "@/server/env";
import { API_KEY_PREFIX } from "@/server/features/api-keys/service";
import { activateFlow } from "@/server/features/flow-versions/mutations";
import { createFromStarter } from "@/server/features/flows/mutations";
import { listStarters } from "@/server/features/flows/service";
import { hashPassword } from "@/server/features/users/service";
import { issueWebhookToken } from "@/server/features/webhook-tokens/mutations";
import { createWorkspaceIn } from "@/server/features/workspaces/mutations";
import type { Actor } from "@/server/ops/audit";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { addDemoContacts } from "./demo-contacts";
import { addDemoShop } from "./demo-shop";

const DEMO_SCOPES = [
  "events:write",
  "flows:read",
  "flows:write",
  "actions:run",
  "plugins:register",
  "crm:write",
  "usage:read",
];
const EMAIL = "demo@baton.test";

export async function seedDemo(): Promise<void> {
  if (await prisma().user.findUnique({ where: { email: EMAIL }, select: { id: true } })) return;
  const user = { id: newId(), name: "Demo" };
  const password = randomSecret("").slice(0, 16);
  const apiKey = randomSecret(API_KEY_PREFIX);
  const passwordHash = await hashPassword(password);
  const workspaceId = await prisma().$transaction(async (db) => {
    await db.user.create({ data: { ...user, email: EMAIL, passwordHash } });
    const workspace = await createWorkspaceIn(db, user, {
      name: "Demo",
      timezone: "UTC",
      plan: "professional",
    });
    const id = mintWorkspaceId(workspace.id);
    await db.workspace.update({ where: { id }, data: { aliases: ["tenant_123"] } });
    await installSandboxPlugins(asTx(db), id);
    const prefix = apiKey.slice(0, API_KEY_PREFIX.length + 6);
    await db.apiKey.create({
      data: {
        id: newId(),
        workspaceId: id,
        name: "Demo key",
        prefix,
        hash: sha256(apiKey),
        scopes: DEMO_SCOPES,
        origins: [],
        createdBy: user.id,
      },
    });
    for (const name of ["Sales", "Senior"]) {
      const poolId = newId();
      await db.ownerPool.create({ data: { id: poolId, workspaceId: id, name } });
      await db.ownerPoolMember.create({ data: { workspaceId: id, poolId, userId: user.id, place: 1 } });
    }
    const token = await issueWebhookToken(db, id, { userId: user.id });
    const webhookUrl = `${env().AUTH_URL ?? `http://localhost:${env().PORT}`}/api/webhooks/user/${user.id}/${token}`;
    // Before the commit: a demo workspace whose login nobody knows would be worse than none.
    keep({ email: EMAIL, password, workspaceId: id, userId: user.id, apiKey, webhookUrl });
    return id;
  });
  await addExamples(workspaceId, { type: "user", id: user.id, name: user.name });
}

function keep(login: Record<string, string>): void {
  const path = join(resolve(env().BATON_DATA_DIR), "demo.json");
  writeFileSync(`${path}.new`, JSON.stringify(login, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

const PEOPLE = [
  {
    name: "Ada Okafor",
    email: "ada@example.com",
    phone: "+14155550101",
    customer_id: "cust_ada",
    location: { country: "US" },
  },
  {
    name: "Bruno Keller",
    email: "bruno@example.com",
    phone: "+4915112345678",
    customer_id: "cust_bruno",
    location: { country: "DE" },
  },
  {
    name: "Chiara Rossi",
    email: "chiara@example.com",
    phone: "+393331234567",
    customer_id: "cust_chiara",
    location: { country: "IT" },
  },
];

const ORDERS = PEOPLE.slice(0, 2).map((person, index) => ({
  ...person,
  order_id: `order_${1001 + index}`,
  total: index === 0 ? 249.5 : 39.9,
  currency: "usd",
}));

/** The starter flows, turned on, with a few events to work on: the runs one sees are real ones. */
async function addExamples(workspaceId: WorkspaceId, actor: Actor): Promise<void> {
  for (const { slug } of listStarters()) {
    const { id } = await createFromStarter(workspaceId, actor, slug);
    await activateFlow(workspaceId, actor, id);
  }
  const send = (type: string, payload: Record<string, unknown>, externalId: string) =>
    acceptEvent({ workspaceId, type, payload, source: "platform", externalId: `demo:${externalId}` });
  for (const person of PEOPLE) await send("customer.created", person, person.customer_id);
  for (const order of ORDERS) await send("order.completed", order, order.order_id);
  if (actor.id) await addDemoContacts(workspaceId, actor.id);
  await addDemoShop(workspaceId);
}
