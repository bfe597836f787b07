import * as z from "zod";
import { ownIdFields } from "./external-id";
import { amountSchema, currencySchema, toMajor, toMinor } from "./money";
import { type OrderStatus, orderStatuses, orderStatusOf } from "./order-status";
import {
  type ContactOfRecord,
  contactDocument,
  contactDocumentShape,
  contactKeysOf,
  recordContactFields,
} from "./record-contact";
import { referralCodeField } from "./referral";
import { timeField } from "./time-field";

const amount = amountSchema.nullish();

export const orderStatusSchema = z
  .string("Has to be a status, such as paid or shipped.")
  .transform((word, context): OrderStatus => {
    const status = orderStatusOf(word);
    if (status) return status;
    context.addIssue({
      code: "custom",
      message: `Is no status of an order. Use ${orderStatuses.join(", ")}.`,
    });
    return z.NEVER;
  })
  .meta({ type: "string", enum: [...orderStatuses] });

/** One line of an order: a product that is there, or just a name with a price. */
export const newOrderItemSchema = z.object(
  {
    product_id: z.string().max(200).nullish().meta({ description: "Id or SKU of a product." }),
    sku: z.string().max(100).nullish(),
    name: z.string().max(300).nullish(),
    quantity: z.coerce
      .number("Has to be a whole number.")
      .int("Has to be a whole number.")
      .min(1, "Is at least 1.")
      .max(1_000_000)
      .default(1),
    price: amount.meta({ description: "Of one. Left out: the product's." }),
  },
  "Has to be an object with product_id or name, quantity and price.",
);

/** An order as it is posted; amounts in major units. */
export const newOrderSchema = z.object({
  ...recordContactFields,
  ...ownIdFields,
  items: z
    .array(newOrderItemSchema, "Has to be a list of items.")
    .max(200, "Has at most 200 items.")
    .default([]),
  currency: currencySchema.nullish(),
  discount: amount,
  tax: amount,
  shipping: amount,
  total: amount.meta({ description: "Left out: what the items come to." }),
  status: orderStatusSchema.nullish(),
  note: z.string().max(5_000).nullish(),
  referral_code: referralCodeField,
  placed_at: timeField.nullish(),
});
export type NewOrder = z.output<typeof newOrderSchema>;

export type OrderItem = {
  productId: string | null;
  sku: string | null;
  name: string;
  quantity: number;
  price: number;
};

/** As it is stored; amounts in the currency's smallest unit. */
export type Order = {
  id: string;
  externalId: string | null;
  contact: ContactOfRecord | null;
  status: OrderStatus;
  currency: string;
  subtotal: number;
  discount: number;
  tax: number;
  shipping: number;
  total: number;
  note: string;
  items: OrderItem[];
  placedAt: Date;
  paidAt: Date | null;
  completedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

type Sums = Pick<Order, "subtotal" | "discount" | "tax" | "shipping" | "total">;

/** What an order comes to. A total that is given counts: shops round, and know of things that no item says. */
export function orderSums(items: OrderItem[], order: NewOrder, currency: string): Sums {
  const minor = (value: number | null | undefined) => toMinor(value ?? 0, currency);
  const [discount, tax, shipping] = [minor(order.discount), minor(order.tax), minor(order.shipping)];
  const known = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const given = order.total === null || order.total === undefined ? null : minor(order.total);
  const subtotal =
    items.length > 0 || given === null ? known : Math.max(0, given + discount - tax - shipping);
  return {
    subtotal,
    discount,
    tax,
    shipping,
    total: given ?? Math.max(0, subtotal - discount + tax + shipping),
  };
}

const amountsOf = ({ currency, ...order }: Order) => ({
  currency,
  subtotal: toMajor(order.subtotal, currency),
  discount: toMajor(order.discount, currency),
  tax: toMajor(order.tax, currency),
  shipping: toMajor(order.shipping, currency),
  total: toMajor(order.total, currency),
});

const itemsOf = ({ items, currency }: Order) =>
  items.map(({ productId, price, ...item }) => ({
    product_id: productId,
    ...item,
    price: toMajor(price, currency),
  }));

/** What its events bring. */
export const orderPayload = (order: Order): Record<string, unknown> => ({
  ...contactKeysOf(order.contact),
  order_id: order.externalId ?? order.id,
  status: order.status,
  ...amountsOf(order),
  items: itemsOf(order),
});

/** As REST and steps show it. */
export const orderDocument = (order: Order) => ({
  id: order.id,
  external_id: order.externalId,
  status: order.status,
  ...contactDocument(order.contact),
  ...amountsOf(order),
  items: itemsOf(order),
  note: order.note,
  placed_at: order.placedAt.toISOString(),
  paid_at: order.paidAt?.toISOString() ?? null,
  completed_at: order.completedAt?.toISOString() ?? null,
  created_at: order.createdAt.toISOString(),
  updated_at: order.updatedAt.toISOString(),
});

const major = z.number().meta({ description: "In major units: 129.90" });
const instant = z.iso.datetime();

export const orderDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  status: z.enum(orderStatuses),
  ...contactDocumentShape,
  currency: z.string(),
  subtotal: major,
  discount: major,
  tax: major,
  shipping: major,
  total: major,
  items: z.array(
    z.object({
      product_id: z.uuid().nullable(),
      sku: z.string().nullable(),
      name: z.string(),
      quantity: z.int(),
      price: major,
    }),
  ),
  note: z.string(),
  placed_at: instant,
  paid_at: instant.nullable(),
  completed_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});
