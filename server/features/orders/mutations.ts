import { inTransaction } from "@/server/db/pool";
import type { NewOrder, Order } from "@/server/domain/order";
import type { OrderStatus } from "@/server/domain/order-status";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { requireNew } from "@/server/records/made-record";
import * as records from "@/server/records/order";

/** Who asks, and where the events about it are said to come from. */
type Asker = { actor: Actor; source: string };

export function createOrder(
  workspaceId: WorkspaceId,
  by: Asker,
  data: NewOrder,
  requestKey?: string,
): Promise<Order> {
  return inTransaction(async (tx) => {
    const made = await records.createOrder(tx, workspaceId, data, by, { requestKey });
    const order = requireNew(made, "order");
    if (made.made === "created") await writeAudit(tx, audit(workspaceId, by, "order.created", order));
    return order;
  });
}

export function changeOrderStatus(
  workspaceId: WorkspaceId,
  by: Asker,
  id: string,
  status: OrderStatus,
): Promise<Order> {
  return inTransaction(async (tx) => {
    const { order, previous, changed } = await records.changeOrderStatus(tx, workspaceId, id, status, by);
    const details = { before: previous, after: order.status };
    if (changed) await writeAudit(tx, audit(workspaceId, by, "order.status_changed", order, details));
    return order;
  });
}

const audit = (
  workspaceId: WorkspaceId,
  { actor }: Asker,
  action: string,
  { id, externalId }: Order,
  details: Record<string, unknown> = {},
) => ({ workspaceId, actor, action, target: { type: "order", id, name: externalId ?? id }, details });
