"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";
import { TableHeader } from "@/components/ui/table";
import { productStatuses } from "@/server/domain/product";
import { productFilters } from "./product-filters";
import { ProductForm } from "./product-form";
import { ProductRow } from "./product-row";
import { ProductsEmpty } from "./products-empty";
import { RecordPanel } from "./record-panel";
import { recordStatusWord } from "./record-state";

/** What is sold, with its price and stock. */
export function ProductsPage() {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [{ q, status, product: chosen, new: adding }, setView] = useQueryStates(productFilters, {
    history: "replace",
  });
  const products = useInfiniteQuery(
    trpc.products.list.infiniteQueryOptions(
      { workspace, q, status },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const opened = useQuery(
    trpc.products.get.queryOptions({ workspace, productId: chosen ?? "" }, { enabled: chosen !== null }),
  );
  const rows = products.data?.pages.flatMap((page) => page.products) ?? [];
  const create = role === "viewer" ? null : () => setView({ new: true, product: null });
  useListKeys({ onNew: create });
  const close = () => setView({ new: null, product: null });
  return (
    <Page
      crumbs={[{ label: "Products" }]}
      actions={
        create ? (
          <Button variant="primary" onClick={create}>
            <Plus aria-hidden />
            New product
          </Button>
        ) : null
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput label="Search products" value={q} onChange={(text) => setView({ q: text || null })} />
        <FilterChip
          label="State"
          multiple
          options={productStatuses.map((value) => ({ value, label: recordStatusWord(value) }))}
          value={status}
          onChange={(values) => setView({ status: productStatuses.filter((each) => values.includes(each)) })}
        />
      </div>
      <ListTable
        noun={["product", "products"]}
        list={products}
        rows={rows}
        empty={
          <ProductsEmpty
            filtered={q !== "" || status.length > 0}
            onClear={() => setView({ q: null, status: null })}
            onCreate={create}
          />
        }
        plain
        selection={null}
        selectionBar={null}
        head={
          <>
            <TableHeader>State</TableHeader>
            <TableHeader>Name</TableHeader>
            <TableHeader className="hidden desk:table-cell">SKU</TableHeader>
            <TableHeader className="text-right">Price</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">In stock</TableHeader>
            <TableHeader className="hidden text-right desk:table-cell">Changed</TableHeader>
          </>
        }
      >
        {rows.map((product) => (
          <ProductRow
            key={product.id}
            product={product}
            chosen={product.id === chosen}
            onChoose={() => setView({ product: product.id, new: null })}
          />
        ))}
      </ListTable>
      <RecordPanel
        title={chosen ? (opened.data?.name ?? "Product") : "New product"}
        noun="product"
        open={chosen !== null || (adding && create !== null)}
        onClose={close}
        {...(chosen && { query: opened })}
      >
        <ProductForm key={chosen ?? "new"} product={chosen ? (opened.data ?? null) : null} onDone={close} />
      </RecordPanel>
    </Page>
  );
}
