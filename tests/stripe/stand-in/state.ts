/** What the stand-in remembers. Times are whole seconds, as Stripe's are; money is whole cents. */
export type Metadata = Record<string, string>;
export type Address = Record<"city" | "country" | "line1" | "line2" | "postal_code" | "state", string | null>;

export type Customer = {
  id: string;
  created: number;
  name: string | null;
  email: string | null;
  description: string | null;
  phone: string | null;
  address: Address | null;
  metadata: Metadata;
  defaultPaymentMethod: string | null;
  nextInvoiceNumber: number;
  /** Cents: below zero is credit, used up by the next invoices. */
  balance: number;
  deleted: boolean;
};

export type TaxId = { id: string; created: number; customer: string; type: string; value: string };

/** A card that is charged, or one that every charge is declined of. */
export type Card = "good" | "declined";
export type PaymentMethod = { id: string; created: number; customer: string | null; card: Card };

export type Product = {
  id: string;
  created: number;
  updated: number;
  name: string;
  description: string | null;
  active: boolean;
  metadata: Metadata;
  unitLabel: string | null;
  deleted: boolean;
};

export type Price = {
  id: string;
  created: number;
  product: string;
  active: boolean;
  currency: string;
  lookupKey: string | null;
  nickname: string | null;
  metadata: Metadata;
  /** Cents for one unit, with up to twelve decimals. */
  unitAmountDecimal: string;
  taxBehavior: string;
  recurring: {
    interval: "day" | "week" | "month" | "year";
    intervalCount: number;
    meter: string | null;
  } | null;
};

export type Meter = {
  id: string;
  created: number;
  updated: number;
  displayName: string;
  eventName: string;
  formula: "sum" | "count" | "last";
  customerKey: string;
  valueKey: string;
  active: boolean;
  deactivatedAt: number | null;
};

export type MeterEvent = {
  identifier: string;
  eventName: string;
  customer: string;
  value: number;
  timestamp: number;
  created: number;
  canceled: boolean;
};

export type SubscriptionItem = {
  id: string;
  created: number;
  price: string;
  /** Absent for a metered price. */
  quantity?: number;
  metadata: Metadata;
  periodStart: number;
  periodEnd: number;
  /** Usage before this instant is on an invoice already. */
  usageSince: number;
};

export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "active"
  | "past_due"
  | "unpaid"
  | "canceled";

export type Subscription = {
  id: string;
  created: number;
  customer: string;
  status: SubscriptionStatus;
  items: SubscriptionItem[];
  anchor: number;
  metadata: Metadata;
  description: string | null;
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  canceledAt: number | null;
  endedAt: number | null;
  cancelReason: "cancellation_requested" | "payment_failed" | null;
  defaultPaymentMethod: string | null;
  latestInvoice: string | null;
  schedule: string | null;
  /** A change that takes effect when its invoice is paid. */
  pendingUpdate: { items: SubscriptionItem[]; expiresAt: number; invoice: string } | null;
};

export type Phase = {
  startDate: number;
  endDate: number;
  items: { price: string; quantity?: number }[];
  prorationBehavior: ProrationBehavior;
  metadata: Metadata;
};

export type Schedule = {
  id: string;
  created: number;
  customer: string;
  subscription: string | null;
  releasedSubscription: string | null;
  status: "active" | "canceled" | "completed" | "released";
  endBehavior: "release" | "cancel";
  phases: Phase[];
  /** When the current phase began. */
  phaseSince: number;
  metadata: Metadata;
  releasedAt: number | null;
  canceledAt: number | null;
  completedAt: number | null;
};

export type ProrationBehavior = "always_invoice" | "create_prorations" | "none";

/** One line: a flat price in advance, usage of a stretch of time, a proration, or an item added by hand. */
export type InvoiceLine = {
  id: string;
  description: string;
  price: string | null;
  quantity: number;
  unitAmountDecimal: string | null;
  amount: number;
  period: { start: number; end: number };
  proration: boolean;
  subscriptionItem: string | null;
  invoiceItem: string | null;
  metadata: Metadata;
  /** Counted anew until the invoice is final: late usage is on it as long as it is a draft. */
  usage: { meter: string; from: number; to: number } | null;
};

export type Invoice = {
  id: string;
  created: number;
  customer: string;
  subscription: string | null;
  prorationDate: number | null;
  billingReason: "subscription_create" | "subscription_cycle" | "subscription_update" | "manual";
  status: "draft" | "open" | "paid" | "void" | "uncollectible";
  number: string | null;
  currency: string;
  lines: InvoiceLine[];
  metadata: Metadata;
  description: string | null;
  periodStart: number;
  periodEnd: number;
  attempts: number;
  finalizesAt: number | null;
  nextAttempt: number | null;
  finalizedAt: number | null;
  paidAt: number | null;
  voidedAt: number | null;
  uncollectibleAt: number | null;
  autoAdvance: boolean;
  /** What of the customer's balance this invoice took, or (below zero) added to it. */
  balanceUsed: number;
  amountRefunded: number;
};

export type InvoiceItem = {
  id: string;
  created: number;
  customer: string;
  subscription: string | null;
  invoice: string | null;
  line: InvoiceLine;
  currency: string;
  deleted: boolean;
};

export type Refund = {
  id: string;
  created: number;
  amount: number;
  currency: string;
  paymentIntent: string;
  reason: string | null;
  metadata: Metadata;
};

export type CheckoutSession = {
  id: string;
  created: number;
  expiresAt: number;
  customer: string | null;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  lineItems: { id: string; price: string; quantity?: number }[];
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  metadata: Metadata;
  subscriptionMetadata: Metadata;
  subscriptionDescription: string | null;
  subscription: string | null;
  invoice: string | null;
  allowPromotionCodes: boolean | null;
  automaticTax: boolean;
  collectsTaxId: boolean;
};

export type PortalSession = {
  id: string;
  created: number;
  customer: string;
  configuration: string;
  returnUrl: string | null;
};

export type EventRecord = {
  id: string;
  type: string;
  /** The very text that is signed and sent. */
  payload: string;
  thin: boolean;
  created: number;
};

export type TestClock = { id: string; created: number; name: string | null; advancingTo: number | null };
