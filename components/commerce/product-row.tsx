import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { TableCell, TableRow } from "@/components/ui/table";
import { formatMoney } from "@/server/domain/money";
import type { ProductItem } from "./commerce-types";
import { RecordState } from "./record-state";
import { RowButton } from "./row-button";

type ProductRowProps = { product: ProductItem; chosen: boolean; onChoose: () => void };

export function ProductRow({ product, chosen, onChoose }: ProductRowProps) {
  const { name, sku, description, price, currency, stock, status, updatedAt } = product;
  return (
    <TableRow interactive data-selected={chosen} data-row={product.id}>
      <TableCell>
        <RecordState status={status} />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <span className="flex min-w-0 items-baseline gap-2">
          <RowButton current={chosen} onClick={onChoose}>
            {name}
          </RowButton>
          <span className="min-w-0 truncate text-muted max-sm:hidden">{description}</span>
        </span>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap font-mono text-muted text-xs desk:table-cell">
        {sku}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right tabular-nums">
        {formatMoney(price, currency)}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right tabular-nums sm:table-cell">
        {stock === null ? (
          <span className="text-faint">not counted</span>
        ) : (
          <span className={cn(stock <= 0 && "font-medium text-failed")}>
            {stock === 0 ? "none" : formatNumber(stock)}
          </span>
        )}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted desk:table-cell">
        <RelativeTime at={updatedAt} />
      </TableCell>
    </TableRow>
  );
}
