import { ShoppingCart } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RecordState } from "./record-state";

type OrdersEmptyProps = { filtered: boolean; onClear: () => void; onCreate: (() => void) | null };

export function OrdersEmpty({ filtered, onClear, onCreate }: OrdersEmptyProps) {
  if (filtered)
    return (
      <EmptyState title="No order matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Search looks in ids and in who ordered.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title="No orders yet"
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            Place the first order
          </Button>
        ) : null
      }
    >
      Each order, and each step that it takes, is an event that flows can start with. Your shop posts them to
      /api/orders.
    </EmptyState>
  );
}

const Picture = () => (
  <div className="flex w-80 items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-left">
    <ShoppingCart className="size-4 shrink-0 text-muted" />
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">order_1001</p>
      <p className="truncate text-muted text-xs">Ada Okafor · 2 × T-shirt · $49.80</p>
    </div>
    <RecordState status="paid" appearance="badge" />
  </div>
);
