import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { Product } from "../domain/product";
import type { WorkspaceId } from "../domain/workspace";
import { PRODUCT_COLUMNS, requireProduct } from "./product";

export type StockChange =
  /** `mayGoBelowZero`: sold before it is there. */
  | { by: number; mayGoBelowZero?: boolean }
  /** Counted by hand. */
  | { to: number | null };

/** One statement changes the stock: two at once never take the same piece. */
export async function adjustStock(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  change: StockChange,
): Promise<{ product: Product; before: number | null }> {
  const { id: productId, name } = await requireProduct(tx, workspaceId, id);
  const [set, values] =
    "to" in change
      ? ["$3::int", [change.to, true]]
      : ["coalesce(b.stock, 0) + $3::int", [change.by, change.mayGoBelowZero === true || change.by >= 0]];
  const { rows } = await tx.query<Product & { before: number | null }>(
    `update products p set stock = ${set}, updated_at = $5::timestamptz
     from (select id, stock from products where workspace_id = $1::uuid and id = $2::uuid for no key update) b
     where p.workspace_id = $1::uuid and p.id = b.id and ($4::boolean or ${set} >= 0)
     returning ${PRODUCT_COLUMNS}, b.stock as before`,
    [workspaceId, productId, ...values, now()],
  );
  const row = rows[0];
  if (row) {
    const { before, ...product } = row;
    return { product, before };
  }
  const { stock } = await requireProduct(tx, workspaceId, productId);
  throw new AppError(
    "conflict",
    stock === null
      ? `The stock of “${name}” is not counted. Set it first, or let it go below zero.`
      : `“${name}” has ${stock} in stock, which is not enough to take ${"by" in change ? -change.by : 0}. Take less, or let it go below zero.`,
    { existingId: productId },
  );
}
