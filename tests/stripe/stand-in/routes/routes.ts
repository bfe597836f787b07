import type { Route } from "../http/route";
import { checkoutRoutes } from "./checkout";
import { customerRoutes } from "./customers";
import { eventRoutes } from "./events";
import { invoiceRoutes } from "./invoices";
import { meterEventRoutes } from "./meter-events";
import { meterRoutes } from "./meters";
import { paymentMethodRoutes } from "./payment-methods";
import { portalRoutes } from "./portal";
import { priceRoutes } from "./prices";
import { productRoutes } from "./products";
import { subscriptionRoutes } from "./subscriptions";

export const ROUTES: Route[] = [
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...meterRoutes,
  ...meterEventRoutes,
  ...checkoutRoutes,
  ...portalRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...eventRoutes,
];
