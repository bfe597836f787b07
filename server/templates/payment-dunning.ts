import { businessName } from "./business-name";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const failed = {
  ...maria,
  payment_id: "pay_55",
  order_id: "order_1001",
  status: "failed",
  amount: 49,
  currency: "usd",
  method: "card",
  reason: "card_declined",
};
const at = "2026-03-10T17:00:00.000Z";
const soon = (days: number, type: string, payload: Record<string, string>) => ({
  after: { value: days, unit: "days" as const },
  kind: "event" as const,
  type,
  payload: { ...maria, ...payload },
});

export const paymentDunning: Template = {
  slug: "payment-dunning",
  name: "Payment dunning",
  description:
    "A payment fails: three emails over ten days, from friendly to firm, each in the morning, and each only after another look whether the money has come in. Your payment provider's own retries are left alone. Whoever writes back gets a person; in the end a person decides.",
  category: "payments",
  needs: { connections: ["email"], fields: ["The customer's email address", "A page where they can pay"] },
  questions: [
    businessName,
    {
      id: "pay_link",
      label: "Where can customers pay, or change their card?",
      help: "A link. It stands in every email.",
      kind: "text",
      initial: "",
      sets: ["variables.pay_link"],
    },
    {
      id: "pause",
      label: "How long do you wait between the emails?",
      kind: "duration",
      initial: null,
      sets: ["steps.reply_1.timeout", "steps.reply_2.timeout", "steps.reply_3.timeout"],
    },
    {
      id: "assignee",
      label: "Who decides in the end?",
      help: "Left empty: the owner of the customer.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.decide.config.assignee", "steps.answer.config.assignee"],
    },
  ],
  samples: [
    { name: "Nobody pays", type: "payment.failed", payload: failed, at, contact: mariaContact },
    {
      name: "Paid after the first email",
      type: "payment.failed",
      payload: failed,
      at,
      contact: mariaContact,
      happenings: [soon(2, "payment.received", { payment_id: "pay_56", order_id: "order_1001" })],
    },
    {
      name: "They write back",
      type: "payment.failed",
      payload: failed,
      at,
      contact: mariaContact,
      happenings: [soon(2, "message.received", { channel: "email", body: "My card is new, one moment." })],
    },
  ],
  outcome: "Three emails over ten days, then a task for a person to decide what happens.",
  document: {
    trigger: { type: "event", event_types: ["payment.failed"] },
    variables: { business: "Bright Home", pay_link: "https://example.com/pay" },
    settings: {
      reentry: "one_active_per_contact",
      exit_conditions: [
        {
          event_types: ["payment.received"],
          filter: {
            or: [
              { field: "order_id", operator: "equals", value: "{{run.trigger.order_id}}" },
              { field: "payment_id", operator: "equals", value: "{{run.trigger.payment_id}}" },
            ],
          },
        },
        {
          event_types: ["order.status_changed"],
          filter: {
            and: [
              { field: "order_id", operator: "equals", value: "{{run.trigger.order_id}}" },
              { field: "status", operator: "in", value: "paid, completed, cancelled, refunded" },
            ],
          },
        },
      ],
    },
    steps: [
      {
        id: "grace",
        type: "delay",
        name: "An hour, then the next morning",
        description:
          "The provider tries again by itself, and often that is enough. Nobody gets a bill at night.",
        for: { value: 1, unit: "hours" },
        next: { time: "09:00", zone: "contact" },
        on_success: "look_1",
      },
      look(1),
      paid(1, "friendly"),
      settled(1),
      email("friendly", "Your payment to {{variables.business}} did not go through", [
        "your payment of {{trigger.amount}} {{trigger.currency | upcase}} did not go through. That happens: a new card, a limit, a typing mistake.",
        "You can put it right here in a minute: {{variables.pay_link}}",
        "If you have paid meanwhile, thank you, and please forget this email.",
      ]),
      reply(1, "look_2"),
      look(2),
      paid(2, "plain"),
      settled(2),
      email("plain", "Still open: {{trigger.amount}} {{trigger.currency | upcase}}", [
        "we have not received your payment of {{trigger.amount}} {{trigger.currency | upcase}} yet.",
        "Please pay here, or change your card: {{variables.pay_link}}",
        "Is something not right with what you got, or is it a bad moment? Answer this email, and we will find a way.",
      ]),
      reply(2, "look_3"),
      look(3),
      paid(3, "firm"),
      settled(3),
      email(
        "firm",
        "Please pay {{trigger.amount}} {{trigger.currency | upcase}} by {{now | shift_time: '+3 days' | date: '%A, %B %-d'}}",
        [
          "this is our last reminder of {{trigger.amount}} {{trigger.currency | upcase}}.",
          "Please pay by {{now | shift_time: '+3 days' | date: '%A, %B %-d'}}: {{variables.pay_link}}",
          "After that somebody here will look at your account and get in touch. If you cannot pay now, tell us: paying in parts is possible.",
        ],
      ),
      reply(3, "decide"),
      {
        id: "decide",
        type: "action",
        name: "A person decides",
        action_id: "create_task",
        config: {
          title:
            "{{contact.name | default: contact.email}} has not paid {{trigger.amount}} {{trigger.currency | upcase}}",
          description:
            "Three emails went out.{% if trigger.reason %} It failed because: {{trigger.reason}}.{% endif %} Call, agree on parts, or stop the service.",
          priority: "high",
          due_date: "{{now + 2 days}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      {
        id: "answer",
        type: "action",
        name: "A person answers",
        action_id: "create_task",
        config: {
          title: "Answer {{contact.name | default: contact.email}} about the open payment",
          description: "They wrote: {{body | default: 'see the inbox' | truncate: 500}}",
          priority: "high",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};

/** What came in late, or in another order, is found too. */
function look(time: number) {
  return {
    id: `look_${time}`,
    type: "action",
    name: "Has the money come in?",
    action_id: "find_event",
    config: {
      event_types: "payment.received",
      match: {
        order_id: "{{trigger.order_id}}",
        // Without an order it is the payment itself that may have gone through.
        payment_id: "{% unless trigger.order_id %}{{trigger.payment_id}}{% endunless %}",
      },
    },
    on_success: `paid_${time}`,
    on_error: `paid_${time}`,
  };
}

function settled(time: number) {
  return { id: `settled_${time}`, type: "end", name: "Paid", reason: "paid: nothing more is sent" };
}

function paid(time: number, then: string) {
  return {
    id: `paid_${time}`,
    type: "condition",
    name: "Paid meanwhile?",
    condition: { field: `steps.look_${time}.output.found`, operator: "equals", value: true },
    on_true: `settled_${time}`,
    on_false: then,
  };
}

function email(id: string, subject: string, lines: string[]) {
  const time = { friendly: 1, plain: 2 }[id] ?? 3;
  return {
    id,
    type: "action",
    name: `The ${id} email`,
    action_id: "send_email",
    config: {
      to: "{{contact.email}}",
      purpose: "transactional",
      subject,
      body: [
        "Hi {{contact.first_name | default: 'there'}},",
        ...lines,
        "Best wishes\n{{variables.business}}",
      ].join("\n\n"),
    },
    on_success: `reply_${time}`,
    on_error: `reply_${time}`,
  };
}

function reply(time: number, then: string) {
  return {
    id: `reply_${time}`,
    type: "wait_for_event",
    name: "Do they write back?",
    event_types: ["message.received"],
    timeout: { value: 3, unit: "days" },
    on_event: "answer",
    on_timeout: then,
  };
}
