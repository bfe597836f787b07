import { lookAfterLargeOrders } from "./look-after-large-orders";
import { type Starter, toStarter } from "./template";
import { welcomeANewCustomer } from "./welcome-a-new-customer";

/** The flows that a new workspace is offered first. */
export function starters(): Starter[] {
  made ??= [welcomeANewCustomer, lookAfterLargeOrders].map(toStarter);
  return made;
}

let made: Starter[] | undefined;
