import * as z from "zod";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { type Product, productStatuses } from "@/server/domain/product";
import type { WorkspaceId } from "@/server/domain/workspace";
import { PRODUCT_COLUMNS, requireProduct } from "@/server/records/product";

export const productFilterSchema = z.object({
  /** Name, SKU or id. */
  q: z.string().trim().max(200).default(""),
  /** None: those that are not archived. */
  status: z.array(z.enum(productStatuses)).default([]),
  limit: z.number().int().min(1).max(100).default(50),
});
export const productCursorSchema = z.object({ createdAt: z.coerce.date(), id: z.uuid() });

type Filter = z.output<typeof productFilterSchema>;
type Cursor = z.output<typeof productCursorSchema>;

/** A page of the catalogue, the newest first. */
export async function listProducts(workspaceId: WorkspaceId, filter: Filter, cursor?: Cursor) {
  const { q, status, limit } = filter;
  const { rows } = await pool().query<Product>(
    `select ${PRODUCT_COLUMNS} from products p
     where p.workspace_id = $1 and p.status = any($2::text[]) and ($3::timestamptz is null or (p.created_at, p.id) < ($3, $4::uuid))
       and ($5 = '' or p.name ilike $6 or p.sku ilike $6 or p.external_id ilike $6 or p.id::text = lower($5))
     order by p.created_at desc, p.id desc limit $7`,
    [
      workspaceId,
      status.length > 0 ? status : ["active", "draft"],
      cursor?.createdAt ?? null,
      cursor?.id ?? null,
      q,
      containing(q),
      limit + 1,
    ],
  );
  const products = rows.slice(0, limit);
  const last = products.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { products, nextCursor };
}

export const getProduct = (workspaceId: WorkspaceId, id: string): Promise<Product> =>
  requireProduct(pool(), workspaceId, id);
