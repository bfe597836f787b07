import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { productObject } from "../objects/catalogue-objects";
import type { Product } from "../state";
import { missing, refused } from "../stripe-failure";
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

const fields = {
  name: z.string(),
  description: emptyAsNull(z.string()).optional(),
  active: z.boolean().optional(),
  metadata: metadataChange.optional(),
  unit_label: emptyAsNull(z.string()).optional(),
};
const changes = z.strictObject({ ...fields, name: z.string().optional() });

export const productRoutes: Route[] = [
  route("POST", "/v1/products", z.strictObject({ ...fields, id: z.string().optional() }), (world, input) => {
    if (input.id && world.products.has(input.id))
      throw refused("Product already exists.", "id", "resource_already_exists");
    const product: Product = {
      id: input.id ?? world.id("prod"),
      created: world.now(),
      updated: world.now(),
      name: input.name,
      description: input.description ?? null,
      active: input.active ?? true,
      metadata: mergedMetadata({}, input.metadata),
      unitLabel: input.unit_label ?? null,
      deleted: false,
    };
    world.products.set(product.id, product);
    return productObject(product);
  }),
  route("GET", "/v1/products/{id}", nothing, (world, _, id) => productObject(existing(world, id))),
  route("POST", "/v1/products/{id}", changes, (world, input, id) => {
    const product = existing(world, id);
    product.name = input.name ?? product.name;
    if (input.description !== undefined) product.description = input.description;
    if (input.unit_label !== undefined) product.unitLabel = input.unit_label;
    product.active = input.active ?? product.active;
    product.metadata = mergedMetadata(product.metadata, input.metadata);
    product.updated = world.now();
    return productObject(product);
  }),
  route("DELETE", "/v1/products/{id}", nothing, (world, _, id) => {
    const product = existing(world, id);
    if ([...world.prices.values()].some((price) => price.product === id))
      throw refused("This product cannot be deleted because it has one or more user-created prices.");
    product.deleted = true;
    return productObject(product);
  }),
  listRoute(
    "/v1/products",
    z.strictObject({
      active: z.boolean().optional(),
      created: created.optional(),
      ids: z.array(z.string()).optional(),
    }),
    (world, input) =>
      newestFirst(world.products)
        .filter((product) => !product.deleted && isWithin(product.created, input.created))
        .filter(({ active }) => input.active === undefined || active === input.active)
        .filter(({ id }) => !input.ids || input.ids.includes(id))
        .map(productObject),
  ),
];

function existing(world: World, id: string): Product {
  const product = world.product(id, "id");
  if (product.deleted) throw missing("product", id);
  return product;
}
