"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactFilter } from "@/components/tasks/contact-filter";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";
import { TableHeader } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { orderStatuses } from "@/server/domain/order-status";
import { NewOrderForm } from "./new-order-form";
import { orderFilters } from "./order-filters";
import { orderName } from "./order-name";
import { OrderPanel } from "./order-panel";
import { OrderRow } from "./order-row";
import { OrdersEmpty } from "./orders-empty";
import { ProductFilter } from "./product-filter";
import { RecordPanel } from "./record-panel";
import { recordStatusWord } from "./record-state";

/** Every order, the newest first. */
export function OrdersPage() {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [view, setView] = useQueryStates(orderFilters, { history: "replace" });
  const { q, status, contact, product, order: chosen, new: adding } = view;
  const orders = useInfiniteQuery(
    trpc.orders.list.infiniteQueryOptions(
      { workspace, q, status, contactId: contact ?? undefined, productId: product ?? undefined },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const opened = useQuery(
    trpc.orders.get.queryOptions({ workspace, orderId: chosen ?? "" }, { enabled: chosen !== null }),
  );
  const rows = orders.data?.pages.flatMap((page) => page.orders) ?? [];
  const create = role === "viewer" ? null : () => setView({ new: true, order: null });
  useListKeys({ onNew: create });
  const close = () => setView({ new: null, order: null });
  return (
    <Page
      crumbs={[{ label: "Orders" }]}
      actions={
        create ? (
          <Button variant="primary" onClick={create}>
            <Plus aria-hidden />
            New order
          </Button>
        ) : null
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput label="Search orders" value={q} onChange={(text) => setView({ q: text || null })} />
        <FilterChip
          label="State"
          multiple
          options={orderStatuses.map((value) => ({ value, label: recordStatusWord(value) }))}
          value={status}
          onChange={(values) => setView({ status: orderStatuses.filter((each) => values.includes(each)) })}
        />
        <ContactFilter contactId={contact} onChange={(chosen) => setView({ contact: chosen })} />
        {product ? <ProductFilter productId={product} onClear={() => setView({ product: null })} /> : null}
      </div>
      <ListTable
        noun={["order", "orders"]}
        list={orders}
        rows={rows}
        empty={
          <OrdersEmpty
            filtered={q !== "" || status.length > 0 || contact !== null || product !== null}
            onClear={() => setView({ q: null, status: null, contact: null, product: null })}
            onCreate={create}
          />
        }
        plain
        selection={null}
        selectionBar={null}
        head={
          <>
            <TableHeader>State</TableHeader>
            <TableHeader>Order</TableHeader>
            <TableHeader className="hidden desk:table-cell">Customer</TableHeader>
            <TableHeader className="text-right">Total</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">Placed</TableHeader>
          </>
        }
      >
        {rows.map((order) => (
          <OrderRow
            key={order.id}
            order={order}
            chosen={order.id === chosen}
            onChoose={() => setView({ order: order.id, new: null })}
          />
        ))}
      </ListTable>
      <RecordPanel
        title={chosen ? (opened.data ? orderName(opened.data) : "Order") : "New order"}
        noun="order"
        open={chosen !== null || (adding && create !== null)}
        onClose={close}
        {...(chosen && { query: opened })}
      >
        {chosen ? (
          opened.data && <OrderPanel order={opened.data} />
        ) : (
          <NewOrderForm
            onPlaced={(orderId) => {
              toast.success("The order is placed", {
                description: "Flows that start with a new order start.",
              });
              setView({ order: orderId, new: null });
            }}
          />
        )}
      </RecordPanel>
    </Page>
  );
}
