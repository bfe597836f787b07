import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { ownIdOf } from "../domain/external-id";
import { toMinor } from "../domain/money";
import type { NewProduct, Product, ProductChange } from "../domain/product";
import type { WorkspaceId } from "../domain/workspace";
import { alreadyMade, type Made, noSuch } from "./made-record";

/** Of a row p of products. */
export const PRODUCT_COLUMNS = `p.id, p.external_id as "externalId", p.name, p.description, p.sku, p.price::float8 as price, p.currency, p.stock,
  p.status, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

/** By our id, the one that it was posted with, or the SKU of one that is not archived. */
export async function findProduct(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Product | null> {
  const { rows } = await tx.query<Product>(
    `select ${PRODUCT_COLUMNS} from products p
     where p.workspace_id = $1::uuid and (p.id = $2::uuid or p.external_id = $3 or (lower(p.sku) = lower($3) and p.status <> 'archived'))
     order by (p.id = $2::uuid) desc nulls last, (p.external_id = $3) desc nulls last limit 1`,
    [workspaceId, isUuid(id) ? id : null, id],
  );
  return rows[0] ?? null;
}

export async function requireProduct(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Product> {
  const product = await findProduct(tx, workspaceId, id);
  if (product) return product;
  throw noSuch("product", id);
}

/** A new product, or the one that has the external id, or came of the same request, already. */
export async function createProduct(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewProduct,
  { requestKey }: { requestKey?: string | undefined } = {},
): Promise<Made<Product>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "products", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await requireProduct(tx, workspaceId, before.id) };
  const sku = data.sku || null;
  const status = data.status ?? "active";
  const currency = data.currency ?? "usd";
  const at = now();
  const { rows } = await tx.query<Product>(
    `insert into products as p (id, workspace_id, external_id, name, description, sku, price, currency, stock, status, created_at, updated_at, archived_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::bigint, $8, $9::int, $10, $11::timestamptz, $11::timestamptz, case when $10 = 'archived' then $11::timestamptz end)
     on conflict do nothing returning ${PRODUCT_COLUMNS}`,
    [
      id,
      workspaceId,
      externalId,
      data.name,
      data.description ?? "",
      sku,
      toMinor(data.price, currency),
      currency,
      data.stock ?? null,
      status,
      at,
    ],
  );
  const record = rows[0];
  if (record) return { made: "created", record };
  // It was posted twice at the same moment, or the SKU is another's.
  const same = externalId ? await findProduct(tx, workspaceId, externalId) : null;
  if (same?.externalId === externalId && same) return { made: "existing", record: same };
  throw await skuTaken(tx, workspaceId, sku ?? "");
}

/** Sets what the change names. */
export async function changeProduct(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  change: ProductChange,
): Promise<Product> {
  const { id: productId } = await requireProduct(tx, workspaceId, id);
  const product = await lockProduct(tx, workspaceId, productId);
  const currency = change.currency ?? product.currency;
  const major = change.price;
  // A price that is not said stays the same number of whole units in another currency.
  const price = major === undefined ? product.price : toMinor(major, currency);
  const sku = change.sku === undefined ? product.sku : change.sku || null;
  const status = change.status ?? product.status;
  const externalId = change.external_id === undefined ? product.externalId : change.external_id;
  await refuseTaken(tx, workspaceId, productId, { externalId, sku: status === "archived" ? null : sku });
  const at = now();
  const { rows } = await tx.query<Product>(
    `update products p set external_id = $3, name = $4, description = $5, sku = $6, price = $7::bigint, currency = $8, stock = $9::int, status = $10,
       updated_at = $11::timestamptz, archived_at = case when $10 = 'archived' then coalesce(p.archived_at, $11::timestamptz) end
     where p.workspace_id = $1::uuid and p.id = $2::uuid returning ${PRODUCT_COLUMNS}`,
    [
      workspaceId,
      productId,
      externalId,
      change.name ?? product.name,
      change.description === undefined ? product.description : (change.description ?? ""),
      sku,
      price,
      currency,
      change.stock === undefined ? product.stock : change.stock,
      status,
      at,
    ],
  );
  return rows[0] ?? product;
}

/** Takes it out of the shop; orders keep what they say of it. Done already: nothing changes. */
export const archiveProduct = (tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Product> =>
  changeProduct(tx, workspaceId, id, { status: "archived" });

async function lockProduct(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Product> {
  const { rows } = await tx.query<Product>(
    `select ${PRODUCT_COLUMNS} from products p where p.workspace_id = $1::uuid and p.id = $2::uuid for no key update`,
    [workspaceId, id],
  );
  if (rows[0]) return rows[0];
  throw noSuch("product", id);
}

/** The database refuses two with the same, but by then the transaction is lost. */
async function refuseTaken(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { externalId, sku }: { externalId: string | null; sku: string | null },
): Promise<void> {
  const { rows } = await tx.query<{ id: string; name: string; same_id: boolean }>(
    `select id, name, coalesce(external_id = $3, false) as same_id from products where workspace_id = $1::uuid and id <> $2::uuid
       and (external_id = $3 or (lower(sku) = lower($4) and status <> 'archived')) limit 1`,
    [workspaceId, id, externalId, sku],
  );
  const other = rows[0];
  if (!other) return;
  throw new AppError(
    "conflict",
    `${other.same_id ? `The id ${externalId}` : `The SKU ${sku}`} belongs to the product “${other.name}”. Choose another.`,
    { existingId: other.id },
  );
}

async function skuTaken(tx: Tx, workspaceId: WorkspaceId, sku: string): Promise<AppError> {
  const other = await findProduct(tx, workspaceId, sku);
  return new AppError(
    "conflict",
    `The SKU ${sku} belongs to the product “${other?.name ?? ""}”. Choose another, or change that product.`,
    { ...(other && { existingId: other.id }) },
  );
}
