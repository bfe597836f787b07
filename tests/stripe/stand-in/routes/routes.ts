import type { Route } from "../http/route";
import { checkoutRoutes } from "./checkout";
import { customerRoutes } from "./customers";
import { eventRoutes } from "./events";
import { invoiceItemRoutes } from "./invoice-items";
import { invoicePreviewRoutes } from "./invoice-preview";
import { invoiceRoutes } from "./invoices";
import { meterEventRoutes } from "./meter-events";
import { meterRoutes } from "./meters";
import { paymentMethodRoutes } from "./payment-methods";
import { portalRoutes } from "./portal";
import { priceRoutes } from "./prices";
import { productRoutes } from "./products";
import { refundRoutes } from "./refunds";
import { scheduleRoutes } from "./schedules";
import { subscriptionRoutes } from "./subscriptions";
import { testClockRoutes } from "./test-clocks";
import { webhookEndpointRoutes } from "./webhook-endpoints";

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
  ...scheduleRoutes,
  ...invoicePreviewRoutes,
  ...invoiceRoutes,
  ...invoiceItemRoutes,
  ...refundRoutes,
  ...eventRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
