import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { EmittedType } from "../domain/event-catalogue";
import { ownIdOf } from "../domain/external-id";
import { toMinor } from "../domain/money";
import { type NewOrder, type Order, type OrderItem, orderPayload, orderSums } from "../domain/order";
import { type OrderStatus, whyNotOrderStatus } from "../domain/order-status";
import type { Product } from "../domain/product";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact, CONTACT_OF_RECORD, contactOfRecord } from "./contact-of-record";
import { emit } from "./emit";
import { alreadyMade, findRecordId, type Made, noSuch } from "./made-record";
import { findProduct } from "./product";
import { convertReferral } from "./referral-conversion";

/** Of a row o of orders with its contact c. */
export const ORDER_COLUMNS = `o.id, o.external_id as "externalId", o.status, o.currency, o.subtotal::float8 as subtotal, o.discount::float8 as discount,
  o.tax::float8 as tax, o.shipping::float8 as shipping, o.total::float8 as total, o.note, o.placed_at as "placedAt", o.paid_at as "paidAt",
  o.completed_at as "completedAt", o.created_at as "createdAt", o.updated_at as "updatedAt", ${CONTACT_OF_RECORD},
  (select coalesce(json_agg(json_build_object('productId', i.product_id, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity, 'price', i.price)
    order by i.position), '[]') from order_items i where i.workspace_id = o.workspace_id and i.order_id = o.id) as items`;

export const ORDER_TABLES =
  "orders o left join contacts c on c.workspace_id = o.workspace_id and c.id = o.contact_id";

export async function readOrder(tx: Tx, workspaceId: WorkspaceId, orderId: string): Promise<Order> {
  const { rows } = await tx.query<Order>(
    `select ${ORDER_COLUMNS} from ${ORDER_TABLES} where o.workspace_id = $1::uuid and o.id = $2::uuid`,
    [workspaceId, orderId],
  );
  if (rows[0]) return rows[0];
  throw noSuchOrder(orderId);
}

export const noSuchOrder = (id: string) => noSuch("order", id);

export async function requireOrderId(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<string> {
  const orderId = await findRecordId(tx, workspaceId, "orders", id);
  if (orderId) return orderId;
  throw noSuchOrder(id);
}

type Making = {
  requestKey?: string | undefined /** Who orders when the data does not say. */;
  contactId?: string | null;
};

/** A new order with its items, and order.created; or the one that is there already. */
export async function createOrder(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewOrder,
  cause: Cause,
  { requestKey, contactId: otherwise = null }: Making = {},
): Promise<Made<Order>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "orders", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await readOrder(tx, workspaceId, before.id) };
  if (data.items.length === 0 && (data.total === null || data.total === undefined))
    throw new AppError("invalid", "An order needs items, or a total.", {
      problems: [{ field: "items", message: "Send at least one item, or a total." }],
    });
  const contactId = await contactOfRecord(tx, workspaceId, data, otherwise);
  const { items, currency } = await itemsOf(tx, workspaceId, data);
  const sums = orderSums(items, data, currency);
  if (Math.max(sums.subtotal, sums.total) > Number.MAX_SAFE_INTEGER)
    throw new AppError(
      "invalid",
      "The order comes to more than can be counted. Check quantities and prices.",
    );
  const status = data.status ?? "pending";
  const at = now();
  const { rowCount } = await tx.query(
    `insert into orders (id, workspace_id, external_id, contact_id, status, currency, subtotal, discount, tax, shipping, total, note, placed_at,
       paid_at, completed_at, created_at, updated_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::bigint, $8::bigint, $9::bigint, $10::bigint, $11::bigint, $12, $13::timestamptz,
       case when $5 in ('paid', 'shipped', 'completed') then $14::timestamptz end, case when $5 = 'completed' then $14::timestamptz end, $14::timestamptz, $14::timestamptz)
     on conflict do nothing`,
    [
      ...[
        id,
        workspaceId,
        externalId,
        contactId,
        status,
        currency,
        sums.subtotal,
        sums.discount,
        sums.tax,
        sums.shipping,
      ],
      ...[sums.total, data.note ?? "", data.placed_at ? new Date(data.placed_at) : at, at],
    ],
  );
  if (rowCount === 0) {
    const orderId = await requireOrderId(tx, workspaceId, externalId ?? id);
    return { made: "existing", record: await readOrder(tx, workspaceId, orderId) };
  }
  await insertItems(tx, workspaceId, id, items);
  const order = await readOrder(tx, workspaceId, id);
  await tell(tx, workspaceId, "order.created", order, cause);
  if (status === "completed") await tell(tx, workspaceId, "order.completed", order, cause);
  const sold = { orderId: id, amount: order.total, currency };
  await convertReferral(tx, workspaceId, { code: data.referral_code, contactId, ...sold }, cause);
  return { made: "created", record: order };
}

/** Moves it on, with order.status_changed and, at the end, order.completed. Where it is already: nothing happens. */
export async function changeOrderStatus(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  status: OrderStatus,
  cause: Cause,
): Promise<{ order: Order; previous: OrderStatus; changed: boolean }> {
  const orderId = await requireOrderId(tx, workspaceId, id);
  const previous = await lockOrder(tx, workspaceId, orderId);
  const why = whyNotOrderStatus(previous, status);
  if (why) throw new AppError("conflict", why, { existingId: orderId });
  if (previous === status)
    return { order: await readOrder(tx, workspaceId, orderId), previous, changed: false };
  await tx.query(
    `update orders set status = $3, updated_at = $4::timestamptz,
       paid_at = case when $3 in ('paid', 'shipped', 'completed') then coalesce(paid_at, $4::timestamptz) else paid_at end,
       completed_at = case when $3 = 'completed' then $4::timestamptz else completed_at end
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, orderId, status, now()],
  );
  const order = await readOrder(tx, workspaceId, orderId);
  await tell(tx, workspaceId, "order.status_changed", order, cause, { previous_status: previous });
  if (status === "completed") await tell(tx, workspaceId, "order.completed", order, cause);
  return { order, previous, changed: true };
}

/** Its status, for this transaction alone: two changes happen one after the other. */
export async function lockOrder(tx: Tx, workspaceId: WorkspaceId, orderId: string): Promise<OrderStatus> {
  const { rows } = await tx.query<{ status: OrderStatus }>(
    "select status from orders where workspace_id = $1::uuid and id = $2::uuid for no key update",
    [workspaceId, orderId],
  );
  if (rows[0]) return rows[0].status;
  throw noSuchOrder(orderId);
}

const tell = (tx: Tx, workspaceId: WorkspaceId, type: EmittedType, order: Order, cause: Cause, more = {}) =>
  emit(tx, workspaceId, type, { ...orderPayload(order), ...more }, cause, aboutContact(order.contact));

/** What a line leaves out is the product's. All lines are in one currency: the order's, or the first product's. */
async function itemsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewOrder,
): Promise<{ items: OrderItem[]; currency: string }> {
  const products: (Product | null)[] = [];
  for (const { product_id, sku } of data.items) {
    const reference = product_id ?? sku ?? null;
    products.push(reference ? await findProduct(tx, workspaceId, reference) : null);
  }
  const currency = data.currency ?? products.find((product) => product !== null)?.currency ?? "usd";
  const items = data.items.map((item, index) => orderItem(item, products[index] ?? null, currency, index));
  return { items, currency };
}

function orderItem(
  item: NewOrder["items"][number],
  product: Product | null,
  currency: string,
  index: number,
): OrderItem {
  const refuse = (message: string) =>
    new AppError("invalid", `items.${index}: ${message}`, {
      problems: [{ field: `items.${index}`, message }],
    });
  if (item.product_id && !product)
    throw refuse(`There is no product ${item.product_id}. Check the id or SKU.`);
  const name = item.name || product?.name;
  if (!name) throw refuse("Say which product, or give it a name and a price.");
  const given = item.price ?? null;
  if (given === null && !product) throw refuse("Has no price. Say one, or choose a product that has one.");
  if (given === null && product && product.currency !== currency)
    throw refuse(
      `“${product.name}” is sold in ${product.currency}, the order is in ${currency}. Send a price.`,
    );
  return {
    productId: product?.id ?? null,
    sku: item.sku || product?.sku || null,
    name,
    quantity: item.quantity,
    price: given === null ? (product?.price ?? 0) : toMinor(given, currency),
  };
}

async function insertItems(
  tx: Tx,
  workspaceId: WorkspaceId,
  orderId: string,
  items: OrderItem[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `insert into order_items (id, workspace_id, order_id, product_id, position, sku, name, quantity, price)
     select i.id, $1::uuid, $2::uuid, i.product_id, i.position, i.sku, i.name, i.quantity, i.price
     from unnest($3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::int[], $9::bigint[])
       as i(id, product_id, position, sku, name, quantity, price)`,
    [
      workspaceId,
      orderId,
      items.map(() => newId()),
      items.map(({ productId }) => productId),
      items.map((_, index) => index),
      items.map(({ sku }) => sku),
      items.map(({ name }) => name),
      items.map(({ quantity }) => quantity),
      items.map(({ price }) => price),
    ],
  );
}
