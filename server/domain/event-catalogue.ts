/** Events that Baton knows by name: what they are called, and what they bring. Any other type is accepted as well. */
export type EventKind = {
  type: string;
  /** As the beginning of a sentence about a flow: "When <words>". */
  words: string;
  /** A payload as it may come; its names are what the builder offers. */
  sample: Readonly<Record<string, unknown>>;
};

const customer = {
  ...{ customer_id: "cust_123", email: "john@example.com", phone: "+14155550100", name: "John Doe" },
  ...{ customer_name: "John Doe", location: { country: "US", city: "San Francisco" } },
};
const person = {
  customer_id: "cust_123",
  email: "john@example.com",
  phone: "+14155550100",
  name: "John Doe",
};
const lead = { ...person, lead_id: "lead_42", status: "new", source: "website", score: 72 };
const order = {
  ...{ ...person, order_id: "order_1001", total: 129.9, currency: "usd" },
  items: [{ sku: "TEE-M", name: "T-shirt", quantity: 2, price: 64.95 }],
};
const appointment = {
  ...{ ...person, appointment_id: "appt_7", title: "Consultation", starts_at: "2026-03-12T15:00:00Z" },
  ...{ ends_at: "2026-03-12T15:30:00Z", location: "Video call" },
};
const payment = { customer_email: "john@example.com", payment_id: "pay_55", amount: 5000, currency: "usd" };
const task = {
  task_id: "task_9",
  title: "Follow up with John Doe",
  due_date: "2026-03-15",
  assignee: "ana@example.com",
};
const email = { ...person, email_id: "456", subject: "Welcome John Doe!" };
const message = { ...person, message_id: "msg_31", channel: "sms", body: "Thanks, see you on Friday." };
const call = { ...person, call_id: "call_8", direction: "outbound", duration_seconds: 94 };
const referral = { ...person, referral_code: "JOHN50", referred_email: "mia@example.com" };

const kinds: EventKind[] = [
  { type: "customer.created", words: "a customer is created", sample: customer },
  { type: "customer.updated", words: "a customer is changed", sample: { ...customer, changed: ["phone"] } },
  { type: "lead.created", words: "a lead is created", sample: lead },
  { type: "lead.qualified", words: "a lead is qualified", sample: { ...lead, status: "qualified" } },
  {
    type: "lead.status_changed",
    words: "a lead's status changes",
    sample: { ...lead, status: "contacted", previous_status: "new" },
  },
  { type: "lead.updated", words: "a lead is changed", sample: { ...lead, changed: ["score"] } },
  { type: "order.created", words: "an order is placed", sample: { ...order, status: "pending" } },
  {
    type: "order.status_changed",
    words: "an order's status changes",
    sample: { ...order, status: "shipped", previous_status: "paid" },
  },
  { type: "order.completed", words: "an order is completed", sample: { ...order, status: "completed" } },
  {
    type: "service.completed",
    words: "a service is completed",
    sample: { ...person, service_id: "svc_3", service: "Installation" },
  },
  { type: "payment.received", words: "a payment is received", sample: payment },
  { type: "payment.failed", words: "a payment fails", sample: { ...payment, reason: "card_declined" } },
  { type: "appointment.booked", words: "an appointment is booked", sample: appointment },
  {
    type: "appointment.rescheduled",
    words: "an appointment is moved",
    sample: { ...appointment, previous_starts_at: "2026-03-11T15:00:00Z" },
  },
  {
    type: "appointment.cancelled",
    words: "an appointment is cancelled",
    sample: { ...appointment, reason: "customer asked" },
  },
  { type: "appointment.completed", words: "an appointment has taken place", sample: appointment },
  { type: "appointment.no_show", words: "a customer misses an appointment", sample: appointment },
  {
    type: "quote.sent",
    words: "a quote is sent",
    sample: {
      ...person,
      quote_id: "quote_12",
      amount: 450,
      currency: "usd",
      url: "https://example.com/quotes/12",
    },
  },
  {
    type: "cart.abandoned",
    words: "a cart is abandoned",
    sample: { ...order, order_id: undefined, cart_id: "cart_77", url: "https://example.com/cart/77" },
  },
  { type: "task.created", words: "a task is created", sample: { ...task, status: "open" } },
  { type: "task.completed", words: "a task is completed", sample: { ...task, status: "done" } },
  { type: "email.sent", words: "an email is sent", sample: email },
  { type: "email.opened", words: "an email is opened", sample: email },
  {
    type: "email.clicked",
    words: "a link in an email is clicked",
    sample: { ...email, url: "https://example.com/offer" },
  },
  { type: "message.received", words: "a message is received", sample: message },
  { type: "message.delivered", words: "a message is delivered", sample: message },
  {
    type: "message.failed",
    words: "a message cannot be delivered",
    sample: { ...message, reason: "unreachable number" },
  },
  { type: "call.completed", words: "a call ends", sample: { ...call, status: "completed" } },
  {
    type: "call.analyzed",
    words: "a call is analysed",
    sample: { ...call, sentiment: "negative", summary: "Asked for a refund." },
  },
  {
    type: "survey.answered",
    words: "a survey is answered",
    sample: { ...person, survey_id: "survey_4", rating: 5, comment: "Great service" },
  },
  {
    type: "review.received",
    words: "a review is received",
    sample: { ...person, review_id: "rev_6", rating: 4, text: "Friendly and fast", site: "google" },
  },
  { type: "referral.clicked", words: "a referral link is clicked", sample: referral },
  {
    type: "referral.converted",
    words: "a referral becomes a customer",
    sample: { ...referral, amount: 120 },
  },
  {
    type: "webhook.received",
    words: "a webhook is received",
    sample: { email: "john@example.com", message: "Hello" },
  },
  {
    type: "schedule.fired",
    words: "its time comes",
    // A late one says by how much (late_ms), and how many before it were left out (missed).
    sample: {
      ...{ scheduled_for: "2026-03-12T08:00:00.000Z", fired_at: "2026-03-12T08:00:00.412Z" },
      ...{ cron: "0 9 * * 1-5", timezone: "Europe/Berlin" },
    },
  },
  {
    type: "form.submitted",
    words: "a form is submitted",
    sample: { ...person, form_id: "form_1", form: "Contact us", message: "Please call me back." },
  },
];

export const eventCatalogue: readonly EventKind[] = kinds.map((kind) => ({
  ...kind,
  sample: Object.fromEntries(Object.entries(kind.sample).filter(([, value]) => value !== undefined)),
}));

/** What a call can end with (`status` of call.completed). */
export const callStatuses = ["completed", "no-answer", "busy", "voicemail", "failed"] as const;

const byType = new Map(eventCatalogue.map((kind) => [kind.type, kind]));

export const eventSample = (type: string): Readonly<Record<string, unknown>> | null =>
  byType.get(type)?.sample ?? null;

/** "a customer is created", or for a type of somebody's own: "“deal.won” happens". */
export const eventWords = (type: string): string => byType.get(type)?.words ?? `“${type}” happens`;
