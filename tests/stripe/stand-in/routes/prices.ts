import * as z from "zod";
import { parseDecimal } from "../decimal";
import { listRoute, type Route, route } from "../http/route";
import { priceObject } from "../objects/catalogue-objects";
import type { Price } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import {
  created,
  emptyAsNull,
  isWithin,
  mergedMetadata,
  metadataChange,
  newestFirst,
  nothing,
} from "./inputs";

const recurringInput = z.strictObject({
  interval: z.enum(["day", "week", "month", "year"]),
  interval_count: z.number().int().default(1),
  meter: z.string().optional(),
  usage_type: z.enum(["licensed", "metered"]).default("licensed"),
});
const changes = {
  active: z.boolean().optional(),
  lookup_key: emptyAsNull(z.string()).optional(),
  metadata: metadataChange.optional(),
  nickname: emptyAsNull(z.string()).optional(),
  tax_behavior: z.string().optional(),
  transfer_lookup_key: z.boolean().optional(),
};
const createInput = z.strictObject({
  ...changes,
  currency: z.string(),
  product: z.string(),
  unit_amount: z.number().int().optional(),
  unit_amount_decimal: z.string().optional(),
  recurring: recurringInput.optional(),
  billing_scheme: z.literal("per_unit").optional(),
});
const listInput = z.strictObject({
  active: z.boolean().optional(),
  created: created.optional(),
  currency: z.string().optional(),
  lookup_keys: z.array(z.string()).max(10).optional(),
  product: z.string().optional(),
  type: z.enum(["one_time", "recurring"]).optional(),
});

export const priceRoutes: Route[] = [
  route("POST", "/v1/prices", createInput, (world, input) => {
    const price: Price = {
      id: world.id("price"),
      created: world.now(),
      product: world.product(input.product).id,
      active: input.active ?? true,
      currency: input.currency,
      lookupKey: null,
      nickname: input.nickname ?? null,
      metadata: mergedMetadata({}, input.metadata),
      unitAmountDecimal: unitAmount(input),
      taxBehavior: input.tax_behavior ?? "unspecified",
      recurring: recurringOf(world, input.recurring),
    };
    setLookupKey(world, price, input);
    world.prices.set(price.id, price);
    return priceObject(price);
  }),
  route("GET", "/v1/prices/{id}", nothing, (world, _, id) => priceObject(world.price(id, "price"))),
  route("POST", "/v1/prices/{id}", z.strictObject(changes), (world, input, id) => {
    const price = world.price(id);
    setLookupKey(world, price, input);
    price.active = input.active ?? price.active;
    if (input.nickname !== undefined) price.nickname = input.nickname;
    price.metadata = mergedMetadata(price.metadata, input.metadata);
    return priceObject(price);
  }),
  listRoute("/v1/prices", listInput, (world, input) =>
    newestFirst(world.prices)
      .filter((price) => isWithin(price.created, input.created))
      .filter(({ active }) => input.active === undefined || active === input.active)
      .filter(({ currency }) => input.currency === undefined || currency === input.currency)
      .filter(({ product }) => input.product === undefined || product === input.product)
      .filter(({ lookupKey }) => !input.lookup_keys || (lookupKey && input.lookup_keys.includes(lookupKey)))
      .filter(({ recurring }) => !input.type || (input.type === "recurring") === Boolean(recurring))
      .map(priceObject),
  ),
];

/** Exactly one of the two forms of an amount. */
function unitAmount({
  unit_amount: whole,
  unit_amount_decimal: decimal,
}: z.output<typeof createInput>): string {
  if (whole !== undefined && decimal !== undefined)
    throw refused(
      "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
      "unit_amount",
      "parameters_exclusive",
    );
  if (whole !== undefined) return String(whole);
  if (decimal === undefined)
    throw refused(
      "Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.",
      "unit_amount",
      "parameter_missing",
    );
  try {
    parseDecimal(decimal);
  } catch {
    throw refused("Invalid decimal; must have at most 12 decimal places.", "unit_amount_decimal");
  }
  return decimal;
}

/** Metered prices are backed by a meter since usage records are gone. */
function recurringOf(world: World, given: z.output<typeof recurringInput> | undefined): Price["recurring"] {
  if (!given) return null;
  if (given.usage_type === "metered" && !given.meter)
    throw refused(
      "Metered prices must be backed by meters. Please provide a meter.",
      "recurring[meter]",
      "parameter_missing",
    );
  if (given.meter && given.usage_type !== "metered")
    throw refused(
      "You may only specify `recurring[meter]` when `recurring[usage_type]` is `metered`.",
      "recurring[meter]",
    );
  const meter = given.meter ? world.meter(given.meter, "recurring[meter]").id : null;
  return { interval: given.interval, intervalCount: given.interval_count, meter };
}

/** A lookup key names one price; it is taken over only when that is asked for. */
function setLookupKey(
  world: World,
  price: Price,
  input: { lookup_key?: string | null; transfer_lookup_key?: boolean },
): void {
  if (input.lookup_key === undefined) return;
  const holder = input.lookup_key
    ? [...world.prices.values()].find((other) => other.lookupKey === input.lookup_key && other !== price)
    : undefined;
  if (holder && !input.transfer_lookup_key)
    throw refused(`A price (\`${holder.id}\`) already uses that lookup key.`, "lookup_key");
  if (holder) holder.lookupKey = null;
  price.lookupKey = input.lookup_key;
}
