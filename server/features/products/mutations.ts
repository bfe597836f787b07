import { inTransaction, type Tx } from "@/server/db/pool";
import type { NewProduct, Product, ProductChange } from "@/server/domain/product";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { requireNew } from "@/server/records/made-record";
import * as records from "@/server/records/product";

export function createProduct(
  workspaceId: WorkspaceId,
  actor: Actor,
  data: NewProduct,
  requestKey?: string,
): Promise<Product> {
  return inTransaction(async (tx) => {
    const made = await records.createProduct(tx, workspaceId, data, { requestKey });
    const product = requireNew(made, "product");
    if (made.made === "created") await audit(tx, workspaceId, actor, "product.created", product);
    return product;
  });
}

export function changeProduct(
  workspaceId: WorkspaceId,
  actor: Actor,
  id: string,
  change: ProductChange,
): Promise<Product> {
  return inTransaction(async (tx) => {
    const product = await records.changeProduct(tx, workspaceId, id, change);
    await audit(tx, workspaceId, actor, "product.changed", product, { fields: Object.keys(change) });
    return product;
  });
}

export function archiveProduct(workspaceId: WorkspaceId, actor: Actor, id: string): Promise<Product> {
  return inTransaction(async (tx) => {
    const product = await records.archiveProduct(tx, workspaceId, id);
    await audit(tx, workspaceId, actor, "product.archived", product);
    return product;
  });
}

const audit = (
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  action: string,
  { id, name }: Product,
  details: Record<string, unknown> = {},
) => writeAudit(tx, { workspaceId, actor, action, target: { type: "product", id, name }, details });
