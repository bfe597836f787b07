"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { ShoppingCart } from "lucide-react";
import { orderName } from "@/components/commerce/order-name";
import { contactName } from "@/components/crm/contact-name";
import { useDebounced } from "@/components/ui/use-debounced";
import { formatMoney } from "@/server/domain/money";
import { PaletteItem } from "./palette-item";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

type PaletteOrdersProps = { query: string; onOpen: (orderId: string) => void };

/** Orders by their number, as it is shown: the shop's own, or # and the end of our id. */
export function PaletteOrders({ query, onOpen }: PaletteOrdersProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const number = query.replace(/^#/, "");
  const asked = useDebounced(number, 120);
  const wanted = asked.length >= LEAST_LETTERS && /\d/.test(asked);
  const { data, isPlaceholderData } = useQuery(
    trpc.orders.list.queryOptions(
      { workspace: slug, q: asked, limit: MOST },
      { enabled: wanted, placeholderData: keepPreviousData },
    ),
  );
  if (asked !== number || !wanted || isPlaceholderData || !data?.orders.length) return null;
  return (
    <Command.Group heading="Orders">
      {data.orders.map((order) => (
        <PaletteItem
          key={order.id}
          value={`order ${order.id}`}
          icon={ShoppingCart}
          keywords={[query]}
          aside={formatMoney(order.total, order.currency)}
          onSelect={() => onOpen(order.id)}
        >
          {orderName(order)}
          {order.contact ? <span className="text-muted"> {contactName(order.contact)}</span> : null}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}

const LEAST_LETTERS = 2;
const MOST = 5;
