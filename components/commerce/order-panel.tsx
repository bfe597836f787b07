"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatExact } from "@/components/ui/format-time";
import { toast } from "@/components/ui/toast";
import { nextOrderStatuses, type OrderStatus } from "@/server/domain/order-status";
import type { OrderDetail } from "./commerce-types";
import { ContactLink } from "./contact-link";
import { Fact } from "./fact";
import { OrderLines } from "./order-lines";
import { orderName } from "./order-name";
import { OrderPayments } from "./order-payments";
import { RecordState, recordStatusWord } from "./record-state";

/** One order: who, what, what it came to, what was paid, and where it can go. */
export function OrderPanel({ order }: { order: OrderDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, timezone, role } = useWorkspace();
  const moving = useMutation(
    trpc.orders.changeStatus.mutationOptions({
      onSuccess: ({ status }) => {
        toast.success(`${orderName(order)} is ${recordStatusWord(status).toLowerCase()}`, {
          description: "Flows that start with an order's status start.",
        });
        return queries.invalidateQueries({ queryKey: trpc.orders.pathKey() });
      },
      onError: ({ message }) => toast.error("The order was not changed", { description: message }),
    }),
  );
  const ways = role === "viewer" ? [] : nextOrderStatuses(order.status);
  const exact = (at: Date) => formatExact(at, { timeZone: timezone });
  return (
    <article className="flex flex-col gap-5 p-5">
      <header className="flex flex-wrap items-center gap-2">
        <RecordState status={order.status} appearance="badge" />
        {ways.map((status, index) => (
          <Button
            key={status}
            variant={index === 0 ? "primary" : "secondary"}
            pending={moving.isPending && moving.variables.status === status}
            onClick={() => moving.mutate({ workspace, orderId: order.id, status })}
          >
            {VERBS[status]}
          </Button>
        ))}
      </header>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1.5">
        <Fact name="Customer">
          <ContactLink contact={order.contact} />
        </Fact>
        <Fact name="Placed">{exact(order.placedAt)}</Fact>
        {order.paidAt ? <Fact name="Paid">{exact(order.paidAt)}</Fact> : null}
        {order.completedAt ? <Fact name="Completed">{exact(order.completedAt)}</Fact> : null}
        {order.note ? <Fact name="Note">{order.note}</Fact> : null}
        <Fact name="Id">
          <span className="font-mono text-xs">{order.id}</span>
        </Fact>
      </dl>
      <OrderLines order={order} />
      {order.payments.length > 0 ? <OrderPayments payments={order.payments} /> : null}
    </article>
  );
}

const VERBS: Record<OrderStatus, string> = {
  pending: "Reopen",
  paid: "Mark as paid",
  shipped: "Mark as shipped",
  completed: "Complete",
  cancelled: "Cancel order",
  refunded: "Mark as refunded",
};
