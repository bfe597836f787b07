import { businessName } from "./business-name";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const order = {
  ...maria,
  order_id: "order_1001",
  status: "completed",
  currency: "usd",
  total: 129.9,
  items: [{ product_id: null, sku: "TEE-M", name: "T-shirt", quantity: 2, price: 64.95 }],
};
const at = "2026-03-03T17:00:00.000Z";
const answered = (rating: number, days = 8) => ({
  after: { value: days, unit: "days" as const },
  kind: "event" as const,
  type: "survey.answered",
  payload: {
    ...maria,
    survey_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    question: "How satisfied are you with us?",
    rating,
    comment: rating < 3 ? "It came late and the box was open." : "Lovely, thank you.",
  },
});

export const feedbackSurvey: Template = {
  slug: "feedback-survey",
  name: "Feedback survey",
  description:
    "A week after a purchase one question goes out by SMS, with one reminder. A poor answer alerts a manager at once. Everybody, whatever they answered, is sent the same link to a public review: the happy at once, the others after you had two days to make it good.",
  category: "customer care",
  needs: {
    connections: ["sms", "email"],
    fields: ["The customer's phone number", "Where people can review you in public"],
  },
  questions: [
    businessName,
    {
      id: "review_link",
      label: "Where can customers review you in public?",
      help: "A link, such as that of your Google profile. Everybody gets the same one.",
      kind: "text",
      initial: "",
      sets: ["variables.review_link"],
    },
    {
      id: "pause",
      label: "How long after the purchase do you ask?",
      kind: "duration",
      initial: null,
      sets: ["steps.week.for"],
    },
    {
      id: "manager",
      label: "Who is told of a poor answer?",
      help: "Left empty: the owner of the customer.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.make_good.config.assignee"],
    },
  ],
  samples: [
    {
      name: "Five stars",
      type: "order.completed",
      payload: order,
      at,
      contact: mariaContact,
      happenings: [answered(5)],
    },
    {
      name: "Two stars",
      type: "order.completed",
      payload: order,
      at,
      contact: mariaContact,
      happenings: [answered(2)],
    },
    {
      name: "Four stars, after the reminder",
      type: "order.completed",
      payload: order,
      at,
      contact: mariaContact,
      happenings: [answered(4, 11)],
    },
    { name: "No answer", type: "order.completed", payload: order, at, contact: mariaContact },
    {
      name: "A complaint is open",
      type: "order.completed",
      payload: order,
      at,
      contact: { ...mariaContact, fields: { ...mariaContact.fields, tags: ["open complaint"] } },
    },
  ],
  outcome: "A survey by SMS after seven days, and at once after five stars the link to review you in public.",
  document: {
    trigger: { type: "event", event_types: ["order.completed"] },
    variables: { business: "Bright Home", review_link: "https://example.com/review" },
    settings: {
      reentry: "one_active_per_contact",
      cool_down: { value: 60, unit: "days" },
      exit_conditions: [
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
        id: "week",
        type: "delay",
        name: "Wait a week",
        for: { value: 7, unit: "days" },
        on_success: "welcome",
      },
      {
        id: "welcome",
        type: "condition",
        name: "Is it welcome?",
        condition: { field: "contact.tags", operator: "not_contains", value: "open complaint" },
        on_true: "survey",
        on_false: "not_now",
      },
      { id: "not_now", type: "end", name: "Not now", reason: "a complaint is open: nothing is asked" },
      {
        id: "survey",
        type: "action",
        name: "Make the survey",
        description: "A page of its own that takes one answer. Opening it is none.",
        action_id: "send_survey",
        config: { channel: "link", question: "How satisfied are you with {{variables.business}}?" },
        on_success: "ask",
      },
      {
        id: "ask",
        type: "action",
        name: "Send the link by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, {{variables.business}} here. How was it? One tap, and we read every answer: {{steps.survey.output.url}} Reply STOP to opt out.",
        },
        on_success: "answer",
        on_error: "answer",
      },
      {
        id: "answer",
        type: "wait_for_event",
        name: "Three days for the answer",
        event_types: ["survey.answered"],
        match: { survey_id: "{{steps.survey.output.survey_id}}" },
        timeout: { value: 3, unit: "days" },
        on_event: "rating",
        on_timeout: "remind",
      },
      {
        id: "remind",
        type: "action",
        name: "Remind once, by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "How was it, {{contact.first_name | default: 'honestly'}}?",
          body: "Hi {{contact.first_name | default: 'there'}},\n\none question about your last order, answered in a few seconds:\n\n{{steps.survey.output.url}}\n\nYour answer helps us more than you might think. Thank you.\n\n{{variables.business}}",
        },
        on_success: "late_answer",
        on_error: "late_answer",
      },
      {
        id: "late_answer",
        type: "wait_for_event",
        name: "A week more",
        event_types: ["survey.answered"],
        match: { survey_id: "{{steps.survey.output.survey_id}}" },
        timeout: { value: 7, unit: "days" },
        on_event: "rating",
        on_timeout: "no_answer",
      },
      { id: "no_answer", type: "end", name: "No answer", reason: "no answer" },
      {
        id: "rating",
        type: "branch",
        name: "How was it?",
        cases: [
          {
            id: "great",
            name: "Over 4",
            condition: { field: "rating", operator: "gt", value: 4 },
            target: "review",
          },
          {
            id: "poor",
            name: "Under 3",
            condition: { field: "rating", operator: "lt", value: 3 },
            target: "alert",
          },
        ],
        on_default: "two_days",
      },
      {
        id: "alert",
        type: "action",
        name: "Alert the manager",
        action_id: "create_notification",
        config: {
          title: "{{rating}} of 5 from {{contact.name | default: contact.email | default: contact.phone}}",
          message: "Order {{trigger.order_id}}. “{{comment | default: 'No comment'}}”",
        },
        on_success: "make_good",
        on_error: "make_good",
      },
      {
        id: "make_good",
        type: "action",
        name: "Have it made good",
        action_id: "create_task",
        config: {
          title: "Make it right with {{contact.name | default: contact.email | default: contact.phone}}",
          description:
            "{{rating}} of 5 for order {{trigger.order_id}}. “{{comment | default: 'No comment'}}”",
          priority: "urgent",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "two_days",
        on_error: "two_days",
      },
      {
        id: "two_days",
        type: "delay",
        name: "Two days to make it good",
        for: { value: 2, unit: "days" },
        on_success: "review",
      },
      {
        id: "review",
        type: "action",
        name: "The same link for everybody",
        description:
          "Asking only the happy for reviews is against the rules of the review sites, and not honest.",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "Thank you for your answer",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nthank you for telling us how it was. If you like, tell others too, good or bad, in your own words: {{variables.review_link}}\n\n{{variables.business}}",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};
