import * as z from "zod";
import { ownIdFields } from "./external-id";
import { amountSchema, currencySchema, toMajor } from "./money";

export const productStatuses = ["active", "draft", "archived"] as const;
export type ProductStatus = (typeof productStatuses)[number];

const stock = z
  .number("Has to be a whole number.")
  .int("Has to be a whole number.")
  .min(-1_000_000_000)
  .max(1_000_000_000, "Is at most 1,000,000,000.");

/** A product as it is posted; prices in major units. */
export const newProductSchema = z.object({
  ...ownIdFields,
  name: z
    .string("Give the product a name.")
    .trim()
    .min(1, "Give the product a name.")
    .max(300, "Use at most 300 characters."),
  description: z.string("Has to be text.").max(10_000, "Use at most 10,000 characters.").nullish(),
  sku: z.string("Has to be text.").trim().max(100, "Use at most 100 characters.").nullish(),
  price: amountSchema,
  currency: currencySchema.nullish(),
  stock: stock.nullish().meta({ description: "How many there are; null or left out: they are not counted." }),
  status: z.enum(productStatuses, "Has to be active, draft or archived.").nullish(),
});
export type NewProduct = z.output<typeof newProductSchema>;

/** What is left out stays. */
export const productChangeSchema = newProductSchema
  .omit({ id: true })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    "Nothing to change. Send a name, a description, a price, a SKU, a stock or a status.",
  );
export type ProductChange = z.output<typeof productChangeSchema>;

/** As it is stored; price in the currency's smallest unit. */
export type Product = {
  id: string;
  externalId: string | null;
  name: string;
  description: string;
  sku: string | null;
  price: number;
  currency: string;
  stock: number | null;
  status: ProductStatus;
  createdAt: Date;
  updatedAt: Date;
};

/** As REST and steps show it. */
export const productDocument = (product: Product) => ({
  id: product.id,
  external_id: product.externalId,
  name: product.name,
  description: product.description,
  sku: product.sku,
  price: toMajor(product.price, product.currency),
  currency: product.currency,
  stock: product.stock,
  status: product.status,
  created_at: product.createdAt.toISOString(),
  updated_at: product.updatedAt.toISOString(),
});

export const productDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  sku: z.string().nullable(),
  price: z.number().meta({ description: "In major units: 29.99" }),
  currency: z.string(),
  stock: z.int().nullable().meta({ description: "Null: it is not counted." }),
  status: z.enum(productStatuses),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
