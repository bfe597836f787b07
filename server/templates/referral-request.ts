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
};
const happy = { ...mariaContact, fields: { ...mariaContact.fields, last_sentiment: "positive" } };

export const referralRequest: Template = {
  slug: "referral-request",
  name: "Referral request",
  description:
    "Somebody pays and was happy when you last spoke: a week later they get a link of their own to recommend you, and credit for everyone who comes by it and buys. Asked twice a year at most, and never while something is wrong.",
  category: "marketing",
  needs: {
    connections: ["email"],
    fields: [
      "The customer's email address",
      "Their consent to marketing by email",
      "How they felt when you last spoke",
    ],
  },
  questions: [
    businessName,
    {
      id: "credit",
      label: "How much credit is a referral worth?",
      help: "In US dollars.",
      kind: "number",
      min: 1,
      max: 10_000,
      initial: null,
      sets: ["steps.code.config.reward.amount", "variables.credit"],
    },
    {
      id: "pause",
      label: "How long after the payment do you ask?",
      kind: "duration",
      initial: null,
      sets: ["steps.pause.for"],
    },
    {
      id: "wording",
      label: "How do you ask?",
      kind: "long_text",
      initial: null,
      sets: ["steps.ask.config.body"],
    },
  ],
  samples: [
    {
      name: "A happy customer pays, and recommends you",
      type: "payment.received",
      payload: payment,
      contact: happy,
      happenings: [
        {
          after: { value: 20, unit: "days" },
          kind: "event",
          type: "referral.converted",
          payload: {
            ...maria,
            referral_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
            referral_code: "MARIA-7K3MQ9RT",
            referred_name: "Mia Moss",
            reward: { kind: "credit", amount: 50, currency: "usd" },
          },
        },
      ],
    },
    { name: "Nobody comes by the link", type: "payment.received", payload: payment, contact: happy },
    { name: "Nobody knows how they felt", type: "payment.received", payload: payment, contact: mariaContact },
    {
      name: "They complain within the week",
      type: "payment.received",
      payload: payment,
      contact: happy,
      happenings: [
        {
          after: { value: 3, unit: "days" },
          kind: "event",
          type: "message.received",
          payload: { ...maria, channel: "email", body: "This is broken.", sentiment: "negative" },
        },
      ],
    },
    {
      name: "Asked two months ago",
      type: "payment.received",
      payload: payment,
      at: "2026-03-10T17:00:00.000Z",
      contact: {
        ...happy,
        fields: { ...happy.fields, fields: { referral_asked_on: "2026-01-12T17:00:00.000Z" } },
      },
    },
  ],
  outcome:
    "A week after the payment an email with the customer's own link and $50 credit; when somebody has come by it, a task to book the credit.",
  document: {
    trigger: { type: "event", event_types: ["payment.received"] },
    variables: { business: "Bright Home", credit: 50 },
    settings: {
      reentry: "one_active_per_contact",
      exit_conditions: [
        {
          event_types: ["message.received", "call.analyzed"],
          filter: { field: "sentiment", operator: "equals", value: "negative" },
        },
        {
          event_types: ["order.status_changed"],
          filter: {
            and: [
              { field: "status", operator: "in", value: "refunded, cancelled" },
              { field: "order_id", operator: "equals", value: "{{run.trigger.order_id}}" },
            ],
          },
        },
      ],
    },
    steps: [
      {
        id: "happy",
        type: "condition",
        name: "Were they happy?",
        condition: { field: "contact.last_sentiment", operator: "equals", value: "positive" },
        on_true: "pause",
        on_false: "not_sure",
      },
      { id: "not_sure", type: "end", name: "Not sure", reason: "not known to be happy: nothing is asked" },
      {
        id: "pause",
        type: "delay",
        name: "Wait a week",
        for: { value: 7, unit: "days" },
        on_success: "still",
      },
      {
        id: "still",
        type: "condition",
        name: "Still a good moment?",
        description: "Nothing is open, and it is half a year since they were asked.",
        condition: {
          and: [
            { field: "contact.tags", operator: "not_contains", value: "open complaint" },
            {
              or: [
                { field: "contact.fields.referral_asked_on", operator: "not_exists" },
                {
                  field: "contact.fields.referral_asked_on",
                  operator: "before",
                  value: "{{now - 180 days}}",
                },
              ],
            },
          ],
        },
        on_true: "code",
        on_false: "not_now",
      },
      {
        id: "not_now",
        type: "end",
        name: "Not now",
        reason: "asked in the last half year, or a complaint is open",
      },
      {
        id: "code",
        type: "action",
        name: "A link of their own",
        action_id: "create_referral_code",
        config: { reward: { kind: "credit", amount: 50, currency: "usd" } },
        on_success: "ask",
      },
      {
        id: "ask",
        type: "action",
        name: "Ask, and offer credit",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "marketing",
          subject: "{{variables.credit | prepend: '$'}} for you, if you know somebody",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nit was good to hear that you are happy with us. Nothing helps us more than somebody like you who mentions us to others, and we would like to say thank you for that.\n\nThis link is yours: {{steps.code.output.url}}\n\nPass it on to somebody who could use us. When they buy, you get {{variables.credit | prepend: '$'}} credit, for each of them.\n\nThank you\n{{variables.business}}",
        },
        on_success: "was_sent",
        on_error: "end",
      },
      {
        id: "was_sent",
        type: "condition",
        name: "Has it gone out?",
        description: "Without their consent to marketing it has not, and they count as not asked.",
        condition: { field: "steps.ask.output.status", operator: "not_equals", value: "skipped" },
        on_true: "note",
        on_false: "end",
      },
      {
        id: "note",
        type: "action",
        name: "Note when they were asked",
        action_id: "update_contact",
        config: { fields: { referral_asked_on: "{{now}}" } },
        on_success: "referred",
        on_error: "referred",
      },
      {
        id: "referred",
        type: "wait_for_event",
        name: "Does somebody come and buy?",
        event_types: ["referral.converted"],
        match: { referral_id: "{{steps.code.output.referral_id}}" },
        timeout: { value: 60, unit: "days" },
        on_event: "refund_window",
        on_timeout: "nobody",
      },
      { id: "nobody", type: "end", name: "Nobody came", reason: "nobody has come by the link so far" },
      {
        id: "refund_window",
        type: "delay",
        name: "Until a refund is unlikely",
        for: { value: 14, unit: "days" },
        on_success: "book",
      },
      {
        id: "book",
        type: "action",
        name: "Book the credit",
        action_id: "create_task",
        config: {
          title:
            "Credit {{contact.name | default: contact.email}} {{variables.credit | prepend: '$'}} for recommending {{steps.referred.output.referred_name | default: 'somebody'}}",
          description:
            "Bought two weeks ago by the code {{steps.code.output.code}}. Check that it was not refunded.",
          due_date: "{{now + 3 days}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
