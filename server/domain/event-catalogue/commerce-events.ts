import * as z from "zod";
import { appointmentStatuses } from "../appointment";
import { orderStatuses } from "../order-status";
import { paymentStatuses } from "../payment";
import { quoteStatuses } from "../quote";
import { eventFamily, john, who } from "./event-family";

const money = z.number().meta({ description: "In major units: 29.99" });

const order = z.looseObject({
  ...who,
  order_id: z.string(),
  status: z.enum(orderStatuses),
  currency: z.string(),
  subtotal: money,
  discount: money,
  tax: money,
  shipping: money,
  total: money,
  items: z.array(
    z.looseObject({
      product_id: z.string().nullable(),
      sku: z.string().nullable(),
      name: z.string(),
      quantity: z.number(),
      price: money,
    }),
  ),
});
const payment = z.looseObject({
  ...who,
  payment_id: z.string(),
  order_id: z.string().optional(),
  status: z.enum(paymentStatuses),
  amount: money,
  currency: z.string(),
  method: z.string().optional(),
  reason: z.string().optional().meta({ description: "Why it failed." }),
});
const quote = z.looseObject({
  ...who,
  quote_id: z.string(),
  title: z.string(),
  status: z.enum(quoteStatuses),
  amount: money,
  currency: z.string(),
  url: z.string().nullable().meta({ description: "Where the contact reads it." }),
  valid_until: z.iso.datetime().nullable(),
});
const appointment = z.looseObject({
  ...who,
  appointment_id: z.string(),
  title: z.string(),
  status: z.enum(appointmentStatuses),
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  timezone: z.string(),
  location: z.string(),
  service: z.string().optional().meta({ description: "What is done then, if it says so." }),
});

const orderSample = {
  ...{ ...john, order_id: "order_1001", currency: "usd" },
  ...{ subtotal: 129.9, discount: 0, tax: 0, shipping: 0, total: 129.9 },
  items: [{ product_id: null, sku: "TEE-M", name: "T-shirt", quantity: 2, price: 64.95 }],
};
const paymentSample = {
  ...{ customer_email: "john@example.com", payment_id: "pay_55", amount: 5000, currency: "usd" },
  ...{ status: "received", method: "card" },
};
const quoteSample = {
  ...{ ...john, quote_id: "quote_12", title: "Kitchen, oak", status: "sent", amount: 450, currency: "usd" },
  ...{ url: "https://example.com/quotes/12", valid_until: "2026-03-31T22:00:00.000Z" },
};
const appointmentSample = {
  ...{ ...john, appointment_id: "appt_7", title: "Consultation", status: "booked" },
  ...{ starts_at: "2026-03-12T15:00:00.000Z", ends_at: "2026-03-12T15:30:00.000Z" },
  ...{ timezone: "America/Los_Angeles", location: "Video call" },
};

/** Orders, payments, quotes and appointments. */
export const commerceEvents = eventFamily({
  "order.created": {
    words: "an order is placed",
    category: "orders",
    payload: order,
    sample: { ...orderSample, status: "pending" },
  },
  "order.status_changed": {
    words: "an order's status changes",
    category: "orders",
    payload: order.extend({ previous_status: z.enum(orderStatuses) }),
    sample: { ...orderSample, status: "shipped", previous_status: "paid" },
  },
  "order.completed": {
    words: "an order is completed",
    category: "orders",
    payload: order,
    sample: { ...orderSample, status: "completed" },
  },
  "payment.received": {
    words: "a payment is received",
    category: "payments",
    payload: payment,
    sample: paymentSample,
  },
  "payment.failed": {
    words: "a payment fails",
    category: "payments",
    payload: payment,
    sample: { ...paymentSample, status: "failed", reason: "card_declined" },
  },
  "quote.sent": { words: "a quote is sent", category: "quotes", payload: quote, sample: quoteSample },
  "quote.accepted": {
    words: "a quote is accepted",
    category: "quotes",
    payload: quote,
    sample: { ...quoteSample, status: "accepted" },
  },
  "quote.declined": {
    words: "a quote is declined",
    category: "quotes",
    payload: quote,
    sample: { ...quoteSample, status: "declined" },
  },
  "quote.expired": {
    words: "a quote expires",
    category: "quotes",
    payload: quote,
    sample: { ...quoteSample, status: "expired" },
  },
  "appointment.booked": {
    words: "an appointment is booked",
    category: "appointments",
    payload: appointment,
    sample: appointmentSample,
  },
  "appointment.rescheduled": {
    words: "an appointment is moved",
    category: "appointments",
    payload: appointment.extend({ previous_starts_at: z.iso.datetime() }),
    sample: { ...appointmentSample, previous_starts_at: "2026-03-11T15:00:00.000Z" },
  },
  "appointment.cancelled": {
    words: "an appointment is cancelled",
    category: "appointments",
    payload: appointment.extend({ reason: z.string().optional() }),
    sample: { ...appointmentSample, status: "cancelled", reason: "customer asked" },
  },
  "appointment.completed": {
    words: "an appointment has taken place",
    category: "appointments",
    payload: appointment,
    sample: { ...appointmentSample, status: "completed" },
  },
  "service.completed": {
    words: "a service is completed",
    category: "appointments",
    // An appointment that says what is done then, and has taken place.
    payload: appointment.extend({ service: z.string() }),
    sample: { ...appointmentSample, status: "completed", title: "Visit", service: "Installation" },
  },
  "appointment.no_show": {
    words: "a customer misses an appointment",
    category: "appointments",
    payload: appointment,
    sample: { ...appointmentSample, status: "no_show" },
  },
});
