import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { now } from "../db/clock";
import { inTransaction, pool, type Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { requireStripe } from "./stripe-client";

/** First half of the advisory lock; the second is made of the workspace. */
const LOCK_CLASS = 72_707_380;

/** The workspace's customer at Stripe, made at the first question: one each, however many ask at once. */
export async function customerOf(workspaceId: WorkspaceId): Promise<string> {
  const known = await knownCustomer(workspaceId);
  if (known) return known;
  const client = requireStripe();
  return inTransaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1, hashtext($2))", [LOCK_CLASS, workspaceId]);
    const { rows } = await tx.query<{ stripe_customer_id: string | null; customer_number: number }>(
      "select stripe_customer_id, customer_number from billing_accounts where workspace_id = $1",
      [workspaceId],
    );
    if (rows[0]?.stripe_customer_id) return rows[0].stripe_customer_id;
    const number = (rows[0]?.customer_number ?? 0) + 1;
    const id = await createCustomer(tx, client, { workspaceId, number });
    await tx.query(
      `insert into billing_accounts (workspace_id, stripe_customer_id, customer_number, sync_due_at, created_at)
       values ($1, $2, $3, $4, $4)
       on conflict (workspace_id) do update set stripe_customer_id = excluded.stripe_customer_id, customer_number = excluded.customer_number`,
      [workspaceId, id, number, now()],
    );
    return id;
  });
}

export async function knownCustomer(workspaceId: WorkspaceId): Promise<string | null> {
  const { rows } = await pool().query<{ stripe_customer_id: string | null }>(
    "select stripe_customer_id from billing_accounts where workspace_id = $1",
    [workspaceId],
  );
  return rows[0]?.stripe_customer_id ?? null;
}

/** The key is the workspace's: who was killed before the customer was written down gets the same one again. */
async function createCustomer(
  tx: Tx,
  client: Stripe,
  { workspaceId, number }: { workspaceId: WorkspaceId; number: number },
): Promise<string> {
  const { rows } = await tx.query<{ name: string; email: string | null }>(
    `select workspace.name, (
       select member.email from memberships membership join users member on member.id = membership.user_id
       where membership.workspace_id = workspace.id and membership.role = 'owner' order by membership.created_at, member.id limit 1
     ) as email from workspaces workspace where workspace.id = $1`,
    [workspaceId],
  );
  const workspace = rows[0];
  if (!workspace) throw new AppError("not_found", "This workspace does not exist.");
  const customer = {
    name: workspace.name,
    ...(workspace.email && { email: workspace.email }),
    metadata: { workspace_id: workspaceId },
  };
  // Stripe refuses a key that comes again with something else, as after a change of the name.
  const what = createHash("sha256").update(JSON.stringify(customer)).digest("hex").slice(0, 16);
  const { id } = await client.customers.create(customer, {
    idempotencyKey: `baton-customer-${workspaceId}-${number}-${what}`,
  });
  return id;
}
