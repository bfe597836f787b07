"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatMoney } from "@/server/domain/money";
import type { OrderDetail } from "./commerce-types";

/** What was ordered, and what it came to. */
export function OrderLines({ order }: { order: OrderDetail }) {
  const { slug } = useWorkspace();
  const { items, currency, subtotal, discount, tax, shipping, total } = order;
  const money = (minor: number) => formatMoney(minor, currency);
  const sums = [
    { name: "Items", amount: subtotal },
    { name: "Discount", amount: -discount },
    { name: "Tax", amount: tax },
    { name: "Shipping", amount: shipping },
  ].filter(({ name, amount }) => amount !== 0 && (name !== "Items" || subtotal !== total));
  return (
    <table className="w-full border-line border-t text-left">
      <caption className="sr-only">Items</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Price</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ productId, name, sku, quantity, price }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an order have no id, and never move
          <tr key={index} className="border-line border-b">
            <td className="py-2 pr-3">
              {productId ? (
                <Link
                  href={`/w/${slug}/products?product=${productId}`}
                  className="rounded-sm font-medium hover:underline"
                >
                  {name}
                </Link>
              ) : (
                <span className="font-medium">{name}</span>
              )}{" "}
              <span className="text-muted">
                {quantity > 1 ? `${quantity} × ${money(price)}` : null}
                {sku ? <span className="ml-2 font-mono text-xs">{sku}</span> : null}
              </span>
            </td>
            <td className="whitespace-nowrap py-2 text-right tabular-nums">{money(price * quantity)}</td>
          </tr>
        ))}
        {sums.map(({ name, amount }) => (
          <tr key={name} className="text-muted">
            <td className="pt-1.5">{name}</td>
            <td className="pt-1.5 text-right tabular-nums">{money(amount)}</td>
          </tr>
        ))}
        <tr className="font-semibold">
          <td className="pt-2">Total</td>
          <td className="pt-2 text-right tabular-nums">{money(total)}</td>
        </tr>
      </tbody>
    </table>
  );
}
