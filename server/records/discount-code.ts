import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { uniqueCode } from "./unique-code";

export type NewDiscount = {
  prefix: string;
  kind: "percent" | "amount";
  /** Percent, or minor units of the currency. */
  value: number;
  currency: string | null;
  contactId: string | null;
  expiresAt: Date | null;
  runId: string;
  stepId: string;
  sendKey: string;
};

/** A code that nobody else has; under the same key the first one. */
export async function createDiscountCode(
  tx: Tx,
  workspaceId: WorkspaceId,
  discount: NewDiscount,
): Promise<{ id: string; code: string }> {
  const { rows } = await tx.query<{ id: string; code: string }>(
    `insert into discount_codes as d (id, workspace_id, code, kind, value, currency, contact_id, expires_at, run_id, step_id, send_key, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5::int, $6, $7::uuid, $8::timestamptz, $9::uuid, $10, $11, $12::timestamptz)
     on conflict (workspace_id, send_key) do update set send_key = d.send_key returning id, code`,
    [
      newId(),
      workspaceId,
      uniqueCode(discount.prefix),
      discount.kind,
      discount.value,
      discount.currency,
      discount.contactId,
      discount.expiresAt,
      discount.runId,
      discount.stepId,
      discount.sendKey,
      now(),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("The code was neither stored nor found under its key");
  return row;
}
