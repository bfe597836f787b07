import * as z from "zod";
import { pool } from "@/server/db/pool";
import type { Payment } from "@/server/domain/payment";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findRecordId, noSuch } from "@/server/records/made-record";
import { PAYMENT_COLUMNS, PAYMENT_TABLES, readPayment } from "@/server/records/payment";

export const paymentCursorSchema = z.object({ createdAt: z.coerce.date(), id: z.uuid() });
type Cursor = z.output<typeof paymentCursorSchema>;
type Filter = { status: string | null; orderId: string | null; limit: number };

/** A page of payments, the newest first. */
export async function listPayments(workspaceId: WorkspaceId, filter: Filter, cursor?: Cursor) {
  const { status, orderId, limit } = filter;
  const { rows } = await pool().query<Payment>(
    `select ${PAYMENT_COLUMNS} from ${PAYMENT_TABLES}
     where p.workspace_id = $1 and ($2::text is null or p.status = $2) and ($3::text is null or o.id::text = $3 or o.external_id = $3)
       and ($4::timestamptz is null or (p.created_at, p.id) < ($4, $5::uuid))
     order by p.created_at desc, p.id desc limit $6`,
    [workspaceId, status, orderId, cursor?.createdAt ?? null, cursor?.id ?? null, limit + 1],
  );
  const payments = rows.slice(0, limit);
  const last = payments.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { payments, nextCursor };
}

export async function getPayment(workspaceId: WorkspaceId, id: string): Promise<Payment> {
  const paymentId = await findRecordId(pool(), workspaceId, "payments", id);
  if (paymentId) return readPayment(pool(), workspaceId, paymentId);
  throw noSuch("payment", id);
}
