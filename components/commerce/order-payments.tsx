import { CircleCheck, CircleX } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatMoney } from "@/server/domain/money";
import type { OrderDetail } from "./commerce-types";

/** What was paid for an order, and what failed. */
export const OrderPayments = ({ payments }: { payments: OrderDetail["payments"] }) => (
  <section aria-labelledby="order-payments">
    <h2 id="order-payments" className="mb-1 font-medium">
      Payments
    </h2>
    <ul>
      {payments.map(({ id, status, amount, currency, method, reason, at }) => (
        <li key={id} className="flex min-h-9 items-center gap-2 border-line border-t">
          {status === "received" ? (
            <CircleCheck aria-hidden className="size-4 shrink-0 text-succeeded" />
          ) : (
            <CircleX aria-hidden className="size-4 shrink-0 text-failed" />
          )}
          <span className="font-medium">{status === "received" ? "Received" : "Failed"}</span>
          <span className="min-w-0 flex-1 truncate text-muted">{reason || method}</span>
          <span className="tabular-nums">{formatMoney(amount, currency)}</span>
          <RelativeTime at={at} className="text-muted" />
        </li>
      ))}
    </ul>
  </section>
);
