import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { newCustomer } from "../life/new-customer";
import { endSubscription } from "../life/subscription-life";
import { customerObject, paymentMethodObject, taxIdObject } from "../objects/customer-object";
import type { Customer } from "../state";
import { missing, refused } from "../stripe-failure";
import type { World } from "../world";
import {
  address,
  created,
  emptyAsNull,
  isWithin,
  mergedMetadata,
  metadataChange,
  newestFirst,
  nothing,
} from "./inputs";
import { attachPaymentMethod } from "./payment-methods";

const text = emptyAsNull(z.string()).optional();
const fields = {
  name: text,
  email: text,
  description: text,
  phone: text,
  address: emptyAsNull(address).optional(),
  metadata: metadataChange.optional(),
  invoice_settings: z.strictObject({ default_payment_method: z.string().optional() }).optional(),
};
const taxIdInput = z.strictObject({ type: z.string(), value: z.string() });
const createInput = z.strictObject({
  ...fields,
  payment_method: z.string().optional(),
  tax_id_data: z.array(taxIdInput).optional(),
});
const listInput = z.strictObject({ email: z.string().optional(), created: created.optional() });

export const customerRoutes: Route[] = [
  route("POST", "/v1/customers", createInput, (world, input) => {
    const customer = newCustomer(world);
    if (input.payment_method) attachPaymentMethod(world, input.payment_method, customer.id);
    change(world, customer, input);
    for (const taxId of input.tax_id_data ?? []) addTaxId(world, customer, taxId);
    const object = customerObject(world, customer);
    world.emit("customer.created", object);
    return object;
  }),
  route("GET", "/v1/customers/{id}", nothing, (world, _, id) =>
    customerObject(world, world.customer(id, "id")),
  ),
  route("POST", "/v1/customers/{id}", z.strictObject(fields), (world, input, id) => {
    const customer = existing(world, id);
    change(world, customer, input);
    const object = customerObject(world, customer);
    world.emit("customer.updated", object, {});
    return object;
  }),
  route("DELETE", "/v1/customers/{id}", nothing, (world, _, id) => {
    const customer = existing(world, id);
    const object = customerObject(world, customer);
    for (const subscription of world.subscriptions.values())
      if (subscription.customer === id && !subscription.endedAt)
        endSubscription(world, subscription, "cancellation_requested");
    customer.deleted = true;
    world.emit("customer.deleted", object);
    return customerObject(world, customer);
  }),
  listRoute("/v1/customers", listInput, (world, input) =>
    newestFirst(world.customers)
      .filter((customer) => !customer.deleted && isWithin(customer.created, input.created))
      .filter(({ email }) => input.email === undefined || email === input.email)
      .map((customer) => customerObject(world, customer)),
  ),
  listRoute(
    "/v1/customers/{id}/payment_methods",
    z.strictObject({ type: z.string().optional() }),
    (world, _, id) =>
      newestFirst(world.paymentMethods)
        .filter(({ customer }) => customer === existing(world, id).id)
        .map(paymentMethodObject),
  ),
  route("POST", "/v1/customers/{id}/tax_ids", taxIdInput, (world, input, id) =>
    taxIdObject(addTaxId(world, existing(world, id), input)),
  ),
  listRoute("/v1/customers/{id}/tax_ids", nothing, (world, _, id) =>
    newestFirst(world.taxIds)
      .filter(({ customer }) => customer === existing(world, id).id)
      .map(taxIdObject),
  ),
  route("DELETE", "/v1/customers/{customerId}/tax_ids/{id}", nothing, (world, _, customer, id) => {
    const taxId = world.taxIds.get(id);
    if (taxId?.customer !== customer) throw missing("tax_id", id);
    world.taxIds.delete(id);
    world.emit("customer.tax_id.deleted", taxIdObject(taxId));
    return { id, object: "tax_id", deleted: true };
  }),
];

function existing(world: World, id: string): Customer {
  const customer = world.customer(id, "id");
  if (customer.deleted) throw missing("customer", id);
  return customer;
}

function change(
  world: World,
  customer: Customer,
  input: z.output<ReturnType<typeof z.strictObject<typeof fields>>>,
) {
  const { name, email, description, phone } = input;
  if (name !== undefined) customer.name = name;
  if (email !== undefined) customer.email = email;
  if (description !== undefined) customer.description = description;
  if (phone !== undefined) customer.phone = phone;
  if (input.address !== undefined) customer.address = input.address;
  customer.metadata = mergedMetadata(customer.metadata, input.metadata);
  const method = input.invoice_settings?.default_payment_method;
  if (method === undefined) return;
  if (method && world.paymentMethod(method).customer !== customer.id)
    throw refused(
      `The customer does not have a payment method with the ID ${method}`,
      "invoice_settings[default_payment_method]",
      "resource_missing",
    );
  customer.defaultPaymentMethod = method || null;
}

function addTaxId(world: World, customer: Customer, { type, value }: z.output<typeof taxIdInput>) {
  const taxId = { id: world.id("txi"), created: world.now(), customer: customer.id, type, value };
  world.taxIds.set(taxId.id, taxId);
  world.emit("customer.tax_id.created", taxIdObject(taxId));
  return taxId;
}
