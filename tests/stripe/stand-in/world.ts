import { randomBytes } from "node:crypto";
import type { StandInClock } from "./clock";
import type { JsonObject } from "./json";
import type {
  CheckoutSession,
  Customer,
  EventRecord,
  Invoice,
  InvoiceItem,
  Meter,
  MeterEvent,
  PaymentMethod,
  PortalSession,
  Price,
  Product,
  Refund,
  Schedule,
  Subscription,
  TaxId,
  TestClock,
} from "./state";
import { missing } from "./stripe-failure";

/** Everything one Stripe account holds, and its clock. */
export class World {
  readonly customers = new Map<string, Customer>();
  readonly taxIds = new Map<string, TaxId>();
  readonly paymentMethods = new Map<string, PaymentMethod>();
  readonly products = new Map<string, Product>();
  readonly prices = new Map<string, Price>();
  readonly meters = new Map<string, Meter>();
  /** In the order in which they came; added by `addMeterEvent`. */
  readonly meterEvents: MeterEvent[] = [];
  private readonly meterEventsById = new Map<string, MeterEvent>();
  private readonly meterEventsOf = new Map<string, MeterEvent[]>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly schedules = new Map<string, Schedule>();
  readonly invoices = new Map<string, Invoice>();
  readonly invoiceItems = new Map<string, InvoiceItem>();
  readonly refunds = new Map<string, Refund>();
  readonly checkoutSessions = new Map<string, CheckoutSession>();
  readonly portalSessions = new Map<string, PortalSession>();
  readonly portalConfigurations = new Map<string, JsonObject>();
  readonly testClocks = new Map<string, TestClock>();
  readonly events: EventRecord[] = [];
  /** Thin events with their data, as `/v2/core/events/{id}` gives them. */
  readonly thinEvents = new Map<string, JsonObject>();

  readonly webhookEndpoints = new Map<string, JsonObject>();
  readonly eventDestinations = new Map<string, JsonObject>();
  /** Lets time pass; it is given by whoever owns the clock. */
  advance: (milliseconds: number) => Promise<void> = async () => {};

  /** How long Stripe is busy with one customer's usage: another call for it and the same meter is refused meanwhile. */
  busyMs = 2;

  /** Where the pages of the stand-in are; known once it listens. */
  url = "";

  constructor(
    readonly clock: StandInClock,
    readonly apiVersion: string,
    /** What webhooks are signed with. */
    readonly secrets: { snapshot: string; thin: string },
    private readonly onEvent: (event: EventRecord) => void,
  ) {}

  /** The instant that what is due belongs to, while it is being done: it may be done late, at once with others. */
  private instant: number | null = null;

  now(): number {
    return this.instant ?? this.clock.seconds();
  }

  at(instant: number, work: () => void): void {
    this.instant = instant;
    try {
      work();
    } finally {
      this.instant = null;
    }
  }

  /** Stripe's ids tell their kind by a prefix. */
  id(prefix: string): string {
    return `${prefix}_${randomBytes(9).toString("hex")}`;
  }

  /** A snapshot event: the object as it is now, and what it was before. */
  emit(type: string, object: JsonObject, previous?: JsonObject): void {
    const id = this.id("evt");
    const created = this.now();
    const event = {
      id,
      object: "event",
      api_version: this.apiVersion,
      created,
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    this.record({ id, type, created, thin: false, payload: JSON.stringify(event) });
  }

  addMeterEvent(event: MeterEvent): void {
    this.meterEvents.push(event);
    this.meterEventsById.set(event.identifier, event);
    const key = `${event.eventName} ${event.customer}`;
    const those = this.meterEventsOf.get(key);
    if (those) those.push(event);
    else this.meterEventsOf.set(key, [event]);
  }

  meterEvent(identifier: string): MeterEvent | undefined {
    return this.meterEventsById.get(identifier);
  }

  usageOf(eventName: string, customer: string): MeterEvent[] {
    return this.meterEventsOf.get(`${eventName} ${customer}`) ?? [];
  }

  record(event: EventRecord): void {
    this.events.push(event);
    this.onEvent(event);
  }

  customer(id: string, param = "customer"): Customer {
    return found(this.customers, "customer", id, param);
  }
  product(id: string, param = "product"): Product {
    return found(this.products, "product", id, param);
  }
  price(id: string, param = "price"): Price {
    return found(this.prices, "price", id, param);
  }
  meter(id: string, param = "id"): Meter {
    return found(this.meters, "billing meter", id, param);
  }
  subscription(id: string, param = "subscription"): Subscription {
    return found(this.subscriptions, "subscription", id, param);
  }
  schedule(id: string): Schedule {
    return found(this.schedules, "subscription_schedule", id, "schedule");
  }
  invoice(id: string): Invoice {
    return found(this.invoices, "invoice", id, "invoice");
  }
  paymentMethod(id: string): PaymentMethod {
    return found(this.paymentMethods, "PaymentMethod", id, "payment_method");
  }
  checkoutSession(id: string): CheckoutSession {
    return found(this.checkoutSessions, "checkout.session", id, "session");
  }
}

function found<T>(map: Map<string, T>, noun: string, id: string, param: string): T {
  const value = map.get(id);
  if (!value) throw missing(noun, id, param);
  return value;
}
