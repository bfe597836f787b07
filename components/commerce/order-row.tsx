import { contactName } from "@/components/crm/contact-name";
import { RelativeTime } from "@/components/ui/relative-time";
import { TableCell, TableRow } from "@/components/ui/table";
import { formatMoney } from "@/server/domain/money";
import type { OrderItem } from "./commerce-types";
import { orderName } from "./order-name";
import { RecordState } from "./record-state";
import { RowButton } from "./row-button";

type OrderRowProps = { order: OrderItem; chosen: boolean; onChoose: () => void };

export function OrderRow({ order, chosen, onChoose }: OrderRowProps) {
  const { contact, items, status, total, currency, placedAt } = order;
  const who = contact ? contactName(contact) : null;
  return (
    <TableRow interactive data-selected={chosen} data-row={order.id}>
      <TableCell>
        <RecordState status={status} />
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-baseline gap-2">
          <RowButton current={chosen} onClick={onChoose}>
            {orderName(order)}
          </RowButton>
          <span className="min-w-0 truncate text-muted max-sm:hidden">
            {items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ")}
          </span>
        </span>
        {who ? <span className="block truncate text-muted text-xs desk:hidden">{who}</span> : null}
      </TableCell>
      <TableCell className="hidden max-w-52 truncate desk:table-cell">
        {who ?? <span className="text-faint">Nobody</span>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right tabular-nums">
        {formatMoney(total, currency)}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted sm:table-cell">
        <RelativeTime at={placedAt} />
      </TableCell>
    </TableRow>
  );
}
