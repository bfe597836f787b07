import { Package } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RecordState } from "./record-state";

type ProductsEmptyProps = { filtered: boolean; onClear: () => void; onCreate: (() => void) | null };

export function ProductsEmpty({ filtered, onClear, onCreate }: ProductsEmptyProps) {
  if (filtered)
    return (
      <EmptyState title="No product matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Search looks in names, SKUs and ids. Deleted products are found with the state “Deleted”.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title="No products yet"
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            Add the first product
          </Button>
        ) : null
      }
    >
      Orders take names and prices from here, and flows count the stock with “Adjust inventory”. Post products
      to /api/products, or add one by hand.
    </EmptyState>
  );
}

const Picture = () => (
  <div className="flex w-80 items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-left">
    <Package className="size-4 shrink-0 text-muted" />
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">T-shirt</p>
      <p className="truncate text-muted text-xs">TEE-M · $24.90 · 12 in stock</p>
    </div>
    <RecordState status="active" appearance="badge" />
  </div>
);
