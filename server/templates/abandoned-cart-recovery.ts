import { businessName } from "./business-name";
import { callWithMaria, SAMPLE_CALL, TUESDAY } from "./sample-call";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const quote = {
  ...maria,
  quote_id: "quote_12",
  title: "Kitchen, oak",
  status: "sent",
  amount: 4500,
  currency: "usd",
  url: "https://example.com/quotes/12",
  valid_until: "2026-03-31T22:00:00.000Z",
};
const paid = (hours: number) => ({
  after: { value: hours, unit: "hours" as const },
  kind: "event" as const,
  type: "payment.received",
  payload: { ...maria, payment_id: "pay_77", status: "received", amount: 4500, currency: "usd" },
});

export const abandonedCartRecovery: Template = {
  slug: "abandoned-cart-recovery",
  name: "Abandoned cart recovery",
  description:
    "A quote is out and nobody has paid within a day: an email reminds, two days later a call asks what is missing, and at last a code that only this customer has takes 10 % off. Whoever pays, orders, answers or declines in between hears nothing more.",
  category: "e-commerce",
  needs: {
    connections: ["email", "voice"],
    fields: [
      "The customer's email address",
      "Their phone number",
      "For the discount: consent to marketing by email",
    ],
  },
  questions: [
    businessName,
    {
      id: "discount",
      label: "How many percent do you take off in the end?",
      kind: "number",
      min: 1,
      max: 90,
      initial: null,
      sets: ["steps.discount.config.percent", "variables.percent"],
    },
    {
      id: "patience",
      label: "How long do you wait for the payment?",
      kind: "duration",
      initial: null,
      sets: ["steps.paid_at_once.timeout"],
    },
    {
      id: "reminder",
      label: "What does the reminder say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.remind.config.body"],
    },
  ],
  samples: [
    {
      name: "Nobody pays",
      type: "quote.sent",
      payload: quote,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 72 * 60 + 1, unit: "minutes" },
          kind: "event",
          type: "call.completed",
          payload: { ...callWithMaria, call_id: SAMPLE_CALL, status: "no-answer", duration_seconds: 0 },
        },
      ],
    },
    {
      name: "Paid within the day",
      type: "quote.sent",
      payload: quote,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [paid(3)],
    },
    {
      name: "Paid after the reminder",
      type: "quote.sent",
      payload: quote,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [paid(30)],
    },
    {
      name: "They want to talk it over",
      type: "quote.sent",
      payload: quote,
      at: TUESDAY,
      contact: mariaContact,
    },
  ],
  outcome:
    "A reminder after a day, a call two days later, and a day after that an email with a code for 10 % off.",
  document: {
    trigger: { type: "event", event_types: ["quote.sent"] },
    variables: { business: "Bright Home", percent: 10 },
    settings: {
      reentry: "one_active_per_contact",
      cool_down: { value: 7, unit: "days" },
      stop_on_reply: true,
      exit_conditions: [
        { event_types: ["order.created"] },
        {
          event_types: ["quote.accepted", "quote.declined", "quote.expired"],
          filter: { field: "quote_id", operator: "equals", value: "{{run.trigger.quote_id}}" },
        },
      ],
    },
    steps: [
      {
        id: "paid_at_once",
        type: "wait_for_event",
        name: "A day for the payment",
        event_types: ["payment.received"],
        timeout: { value: 24, unit: "hours" },
        on_event: "paid",
        on_timeout: "looked_first",
      },
      { id: "paid", type: "end", name: "Paid", reason: "paid: nothing more is sent" },
      {
        id: "looked_first",
        type: "action",
        name: "Look again whether they paid",
        action_id: "find_event",
        config: { event_types: "payment.received, order.created", since: "{{now - 2 days}}" },
        on_success: "paid_first",
        on_error: "paid_first",
      },
      {
        id: "paid_first",
        type: "condition",
        name: "Paid before?",
        condition: { field: "steps.looked_first.output.found", operator: "equals", value: true },
        on_true: "paid_before",
        on_false: "remind",
      },
      { id: "paid_before", type: "end", name: "Paid", reason: "paid: nothing more is sent" },
      {
        id: "remind",
        type: "action",
        name: "Remind by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "Your quote: {{trigger.title}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nthe other day we sent you our quote for {{trigger.title}}. Is there anything in it that is not clear, or not as you had in mind?\n\n{% if trigger.url %}Here it is once more: {{trigger.url}}\n\n{% endif %}Just answer this email with whatever is on your mind. If it is the price, say so too: often there is another way.\n\nBest wishes\n{{variables.business}}",
        },
        on_success: "two_days",
        on_error: "two_days",
      },
      {
        id: "two_days",
        type: "wait_for_event",
        name: "Two days more",
        event_types: ["payment.received"],
        timeout: { value: 2, unit: "days" },
        on_event: "paid_reminded",
        on_timeout: "call",
      },
      { id: "paid_reminded", type: "end", name: "Paid", reason: "paid: nothing more is sent" },
      {
        id: "call",
        type: "action",
        name: "Call them",
        action_id: "make_call",
        config: {
          to: "{{contact.phone}}",
          script:
            "Hello, this is {{variables.business}}. We sent a quote for {{trigger.title}} and would like to know whether anything is missing. Listen, answer what you can, and offer that a person calls back.",
        },
        on_success: "talked",
        on_error: "talked",
      },
      {
        id: "talked",
        type: "condition",
        name: "Did they talk?",
        condition: { field: "steps.call.output.status", operator: "equals", value: "completed" },
        on_true: "personal",
        on_false: "one_day",
      },
      {
        id: "personal",
        type: "action",
        name: "A person goes on",
        action_id: "create_task",
        config: {
          title: "Go on with {{contact.name | default: contact.email}} about “{{trigger.title}}”",
          description:
            "From the call: {{steps.call.output.transcript | default: 'no transcript' | truncate: 1000}}",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      {
        id: "one_day",
        type: "wait_for_event",
        name: "And another one",
        event_types: ["payment.received"],
        timeout: { value: 1, unit: "days" },
        on_event: "paid_called",
        on_timeout: "discount",
      },
      { id: "paid_called", type: "end", name: "Paid", reason: "paid: nothing more is sent" },
      {
        id: "discount",
        type: "action",
        name: "A code that is theirs alone",
        action_id: "offer_discount",
        config: { percent: 10, valid_days: 7, prefix: "QUOTE" },
        on_success: "offer",
      },
      {
        id: "offer",
        type: "action",
        name: "Offer the discount",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "marketing",
          subject:
            "{{variables.percent}} % off “{{trigger.title}}” until {{steps.discount.output.expires_at | date: '%B %-d'}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nwe would like to do this for you, so here is what we can do about the price: {{variables.percent}} % off with the code {{steps.discount.output.code}}.\n\n{% if trigger.url %}{{trigger.url}}\n\n{% endif %}The code is yours alone and good until {{steps.discount.output.expires_at | date: '%A, %B %-d'}}. If it is not the price, tell us what it is.\n\nBest wishes\n{{variables.business}}",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};
