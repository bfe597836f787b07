import type { Customer } from "../state";
import type { World } from "../world";

/** One of whom nothing is known yet. */
export function newCustomer(world: World): Customer {
  const customer: Customer = {
    id: world.id("cus"),
    created: world.now(),
    name: null,
    email: null,
    description: null,
    phone: null,
    address: null,
    metadata: {},
    defaultPaymentMethod: null,
    nextInvoiceNumber: 1,
    balance: 0,
    deleted: false,
  };
  world.customers.set(customer.id, customer);
  return customer;
}
