import type { trySample } from "@/server/templates/try-sample";

type World = Omit<Parameters<typeof trySample>[2], "action"> & {
  /** Which sample; left out: the first. */
  sample?: number;
};

const found = { found: true, count: 1, event_type: "payment.received", at: null, event: {} };
const reply = (days: number) => ({
  after: { value: days, unit: "days" as const },
  kind: "event" as const,
  type: "message.received",
  payload: { email: "maria@example.com", channel: "email", body: "One moment, please." },
});
const fault = (stepId: string) => ({
  ...{ stepId, times: "always" as const },
  error: { code: "what_if", message: "Not possible now.", retryable: false },
});
const recorded = (outputs: Record<string, unknown>) => new Map(Object.entries(outputs));
const contact = (more: Record<string, unknown>) => ({
  contact_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c44",
  ...{ customer_id: "cust_123", kind: "customer", name: "John Doe", status: "customer", score: 72, tags: [] },
  ...{ email: "john@example.com", phone: "+14155550100" },
  ...more,
});
const contacts = (more: Record<string, unknown>): World => ({
  recorded: recorded({ find: { contacts: [contact(more)], count: 1, more: false } }),
});

/** What the samples of a template do not show: what was there before, and what others answer. */
export const otherWays: Readonly<Record<string, readonly World[]>> = {
  "abandoned-cart-recovery": [
    { recorded: recorded({ looked_first: found }) },
    { happenings: [{ ...reply(0), after: { value: 80, unit: "hours" }, type: "payment.received" }] },
  ],
  "payment-dunning": [
    ...[1, 2, 3].map((time) => ({ recorded: recorded({ [`look_${time}`]: found }) })),
    { happenings: [reply(5)] },
    { happenings: [reply(8)] },
  ],
  "referral-request": [
    { happenings: [{ after: { value: 1, unit: "days" }, kind: "opt_out", channel: "email" }] },
  ],
  "lead-scoring-and-routing": [
    { sample: 1, faults: [fault("team")] },
    { sample: 2, faults: [fault("nurture")] },
  ],
  "booked-on-call-confirmation": [{ recorded: recorded({ last_call: found }) }],
  "birthday-campaign": [contacts({ phone: null }), contacts({ tags: ["open complaint"] })],
};
