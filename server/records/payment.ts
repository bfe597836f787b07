import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { ownIdOf } from "../domain/external-id";
import { toMinor } from "../domain/money";
import type { Order } from "../domain/order";
import { type NewPayment, type Payment, paymentPayload } from "../domain/payment";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact, CONTACT_OF_RECORD, contactOfRecord } from "./contact-of-record";
import { emit } from "./emit";
import { alreadyMade, findRecordId, type Made, noSuch } from "./made-record";
import { changeOrderStatus, lockOrder, readOrder } from "./order";
import { convertReferral } from "./referral-conversion";

/** Of a row p of payments with its order o and contact c. */
export const PAYMENT_COLUMNS = `p.id, p.external_id as "externalId", p.order_id as "orderId", o.external_id as "orderExternalId", p.status,
  p.amount::float8 as amount, p.currency, p.method, p.reason, p.at, p.created_at as "createdAt", ${CONTACT_OF_RECORD}`;

export const PAYMENT_TABLES = `payments p left join orders o on o.workspace_id = p.workspace_id and o.id = p.order_id
  left join contacts c on c.workspace_id = p.workspace_id and c.id = p.contact_id`;

export async function readPayment(tx: Tx, workspaceId: WorkspaceId, paymentId: string): Promise<Payment> {
  const { rows } = await tx.query<Payment>(
    `select ${PAYMENT_COLUMNS} from ${PAYMENT_TABLES} where p.workspace_id = $1::uuid and p.id = $2::uuid`,
    [workspaceId, paymentId],
  );
  if (rows[0]) return rows[0];
  throw noSuch("payment", paymentId);
}

/**
 * A payment that was received or failed, with payment.received or payment.failed. It is a fact and never changes. A
 * pending order whose payments reach its total is paid.
 */
export async function createPayment(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewPayment,
  cause: Cause,
  {
    requestKey,
    contactId: otherwise = null,
  }: { requestKey?: string | undefined; contactId?: string | null } = {},
): Promise<Made<Payment>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "payments", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await readPayment(tx, workspaceId, before.id) };
  const order = data.order_id ? await orderOf(tx, workspaceId, data.order_id) : null;
  const contactId = await contactOfRecord(tx, workspaceId, data, order?.contact?.id ?? otherwise);
  const currency = data.currency ?? order?.currency ?? "usd";
  const status = data.status ?? "received";
  const at = now();
  const { rowCount } = await tx.query(
    `insert into payments (id, workspace_id, external_id, order_id, contact_id, status, amount, currency, method, reason, at, created_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6, $7::bigint, $8, $9, $10, $11::timestamptz, $12::timestamptz)
     on conflict do nothing`,
    [
      ...[
        id,
        workspaceId,
        externalId,
        order?.id ?? null,
        contactId,
        status,
        toMinor(data.amount, currency),
        currency,
      ],
      ...[data.method ?? "", data.reason ?? "", data.at ? new Date(data.at) : at, at],
    ],
  );
  if (rowCount === 0) {
    const paymentId = (await findRecordId(tx, workspaceId, "payments", externalId ?? id)) ?? id;
    return { made: "existing", record: await readPayment(tx, workspaceId, paymentId) };
  }
  const payment = await readPayment(tx, workspaceId, id);
  const about = aboutContact(payment.contact);
  await emit(tx, workspaceId, `payment.${status}`, paymentPayload(payment), cause, about);
  if (status === "received") {
    if (order) await settleOrder(tx, workspaceId, order, cause);
    const paid = { orderId: order?.id ?? null, paymentId: id, amount: payment.amount, currency };
    await convertReferral(tx, workspaceId, { code: data.referral_code, contactId, ...paid }, cause);
  }
  return { made: "created", record: payment };
}

/** Locked: two payments of one order see each other. */
async function orderOf(tx: Tx, workspaceId: WorkspaceId, reference: string): Promise<Order> {
  const id = await findRecordId(tx, workspaceId, "orders", reference);
  if (!id) {
    const message = `There is no order ${reference} in this workspace. Create it first, or leave order_id out.`;
    throw new AppError("invalid", message, { problems: [{ field: "order_id", message }] });
  }
  await lockOrder(tx, workspaceId, id);
  return readOrder(tx, workspaceId, id);
}

async function settleOrder(tx: Tx, workspaceId: WorkspaceId, order: Order, cause: Cause): Promise<void> {
  if (order.status !== "pending") return;
  const { rows } = await tx.query<{ paid: number }>(
    `select coalesce(sum(amount), 0)::float8 as paid from payments
     where workspace_id = $1::uuid and order_id = $2::uuid and status = 'received' and currency = $3`,
    [workspaceId, order.id, order.currency],
  );
  if ((rows[0]?.paid ?? 0) >= order.total) await changeOrderStatus(tx, workspaceId, order.id, "paid", cause);
}
