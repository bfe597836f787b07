import { businessName } from "./business-name";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const payment = {
  ...maria,
  payment_id: "pay_55",
  order_id: "order_1001",
  status: "received",
  amount: 480,
  currency: "usd",
  method: "card",
};

export const paymentFollowUp: Template = {
  slug: "payment-follow-up",
  name: "Payment follow-up",
  description:
    "A payment comes in: thank the customer, make a customer of the lead, and thirty days later give somebody the task to offer what fits next. Nobody is asked to buy more while a complaint is open or after a refund, and there is one such task at a time.",
  category: "payments",
  needs: { connections: ["email"], fields: ["The customer's email address"] },
  questions: [
    businessName,
    {
      id: "thanks",
      label: "How do you say thank you?",
      kind: "long_text",
      initial: null,
      sets: ["steps.thank.config.body"],
    },
    {
      id: "pause",
      label: "After how long do you offer something else?",
      kind: "duration",
      initial: null,
      sets: ["steps.month.timeout"],
    },
    {
      id: "assignee",
      label: "Who does?",
      help: "Left empty: the owner of the customer.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.upsell.config.assignee"],
    },
  ],
  samples: [
    { name: "A lead pays", type: "payment.received", payload: payment, contact: mariaContact },
    {
      name: "The order is refunded after ten days",
      type: "payment.received",
      payload: payment,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 10, unit: "days" },
          kind: "event",
          type: "order.status_changed",
          payload: { ...maria, order_id: "order_1001", status: "refunded", previous_status: "completed" },
        },
      ],
    },
    {
      name: "A second payment within the thirty days",
      type: "payment.received",
      payload: { ...payment, payment_id: "pay_56", order_id: "order_1002" },
      contact: { ...mariaContact, fields: { ...mariaContact.fields, tags: ["upsell planned"] } },
    },
    {
      name: "Somebody who was unhappy on the phone",
      type: "payment.received",
      payload: payment,
      contact: { ...mariaContact, fields: { ...mariaContact.fields, last_sentiment: "negative" } },
    },
  ],
  outcome:
    "A thank-you email at once, the contact is a customer, and a task to offer more after thirty days.",
  document: {
    trigger: { type: "event", event_types: ["payment.received"] },
    variables: { business: "Bright Home" },
    settings: { reentry: "always" },
    steps: [
      {
        id: "thank",
        type: "action",
        name: "Say thank you",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "transactional",
          subject: "Thank you, {{contact.first_name | default: 'and welcome'}}!",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nyour payment has arrived. Thank you for trusting {{variables.business}}.\n\nIf anything is not as you expected, just answer this email: it reaches a person, and we will put it right.\n\nBest wishes\n{{variables.business}}",
        },
        on_success: "customer",
        on_error: "customer",
      },
      {
        id: "customer",
        type: "action",
        name: "Now a customer",
        action_id: "update_lead",
        config: { status: "customer" },
        on_success: "planned",
        on_error: "planned",
      },
      {
        id: "planned",
        type: "condition",
        name: "Is an offer planned already?",
        condition: { field: "contact.tags", operator: "contains", value: "upsell planned" },
        on_true: "one_is_enough",
        on_false: "plan",
      },
      {
        id: "one_is_enough",
        type: "end",
        name: "One is enough",
        reason: "an offer is planned already",
      },
      {
        id: "plan",
        type: "action",
        name: "Note that one is",
        action_id: "add_tag",
        config: { tags: "upsell planned" },
        on_success: "month",
        on_error: "month",
      },
      {
        id: "month",
        type: "wait_for_event",
        name: "Thirty days without a refund",
        event_types: ["order.status_changed"],
        match: { order_id: "{{trigger.order_id}}", status: "refunded" },
        timeout: { value: 30, unit: "days" },
        on_event: "forget",
        on_timeout: "due",
      },
      {
        id: "forget",
        type: "action",
        name: "No offer after a refund",
        action_id: "remove_tag",
        config: { tags: "upsell planned" },
        on_success: "refunded",
        on_error: "refunded",
      },
      { id: "refunded", type: "end", name: "Refunded", reason: "the order was refunded" },
      {
        id: "due",
        type: "action",
        name: "The offer is due",
        action_id: "remove_tag",
        config: { tags: "upsell planned" },
        on_success: "content",
        on_error: "content",
      },
      {
        id: "content",
        type: "condition",
        name: "Is the customer content?",
        condition: {
          and: [
            { field: "contact.last_sentiment", operator: "not_equals", value: "negative" },
            { field: "contact.tags", operator: "not_contains", value: "open complaint" },
          ],
        },
        on_true: "upsell",
        on_false: "not_now",
      },
      {
        id: "upsell",
        type: "action",
        name: "Have somebody offer more",
        action_id: "create_task",
        config: {
          title: "Offer {{contact.name | default: contact.email}} what fits next",
          description:
            "Paid {{trigger.amount}} {{trigger.currency | upcase}}{% if trigger.order_id %} for {{trigger.order_id}}{% endif %}.",
          due_date: "{{now + 2 days}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      { id: "not_now", type: "end", name: "Not now", reason: "the customer is not content: no offer" },
    ],
  },
};
