import { businessName } from "./business-name";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const service = {
  ...maria,
  appointment_id: "appt_7",
  title: "Visit",
  service: "Installation",
  status: "completed",
  starts_at: "2026-03-10T15:00:00.000Z",
  ends_at: "2026-03-10T17:00:00.000Z",
  timezone: "America/Los_Angeles",
  location: "8 Hill Road",
};
const at = "2026-03-10T17:00:00.000Z";
const review = (rating: number, days: number) => ({
  after: { value: days, unit: "days" as const },
  kind: "event" as const,
  type: "review.received",
  payload: { ...maria, review_id: "rev_6", rating, text: "As agreed.", site: "google", url: null },
});
const bySms = { ...mariaContact, fields: { ...mariaContact.fields, preferred_channel: "sms" } };

export const reviewAndReferral: Template = {
  slug: "review-and-referral",
  name: "Review and referral",
  description:
    "A service or a sale is completed: say thank you and ask everybody, happy or not, for a review on the same page. When the review is there, the customer gets a link of their own to recommend you, and you hear when somebody comes by it. A poor review goes to a person first.",
  category: "marketing",
  needs: {
    connections: ["email", "sms"],
    fields: ["An email address or a phone number", "Where people can review you in public"],
  },
  questions: [
    businessName,
    {
      id: "review_link",
      label: "Where can customers review you in public?",
      help: "A link. Everybody gets the same one.",
      kind: "text",
      initial: "",
      sets: ["variables.review_link"],
    },
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
  ],
  samples: [
    {
      name: "A good review, and somebody comes",
      type: "service.completed",
      payload: service,
      at,
      contact: mariaContact,
      happenings: [
        review(5, 3),
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
    {
      name: "By SMS, reviewed after the reminder",
      type: "service.completed",
      payload: service,
      at,
      contact: bySms,
      happenings: [review(4, 7)],
    },
    {
      name: "A poor review",
      type: "service.completed",
      payload: service,
      at,
      contact: mariaContact,
      happenings: [review(1, 2)],
    },
    { name: "No review", type: "service.completed", payload: service, at, contact: mariaContact },
    {
      name: "A complaint is open",
      type: "service.completed",
      payload: service,
      at,
      contact: { ...mariaContact, fields: { ...mariaContact.fields, tags: ["open complaint"] } },
    },
  ],
  outcome:
    "A thank-you with the review link the next day, the referral link once the review is there, and a task when somebody comes by it.",
  document: {
    trigger: { type: "event", event_types: ["service.completed", "order.completed"] },
    variables: { business: "Bright Home", review_link: "https://example.com/review", credit: 50 },
    settings: { reentry: "one_active_per_contact", cool_down: { value: 90, unit: "days" } },
    steps: [
      {
        id: "next_day",
        type: "delay",
        name: "The next day",
        for: { value: 1, unit: "days" },
        on_success: "open",
      },
      {
        id: "open",
        type: "condition",
        name: "Is it welcome?",
        condition: { field: "contact.tags", operator: "not_contains", value: "open complaint" },
        on_true: "channel",
        on_false: "not_now",
      },
      { id: "not_now", type: "end", name: "Not now", reason: "a complaint is open: nothing is asked" },
      {
        id: "channel",
        type: "condition",
        name: "By SMS or by email?",
        condition: {
          or: [
            {
              and: [
                { field: "contact.preferred_channel", operator: "equals", value: "sms" },
                { field: "contact.phone", operator: "exists" },
              ],
            },
            { field: "contact.email", operator: "not_exists" },
          ],
        },
        on_true: "ask_by_sms",
        on_false: "ask_by_email",
      },
      {
        id: "ask_by_sms",
        type: "action",
        name: "Thank and ask by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, thank you from {{variables.business}}! Would you tell others how it was, good or bad? {{variables.review_link}} Reply STOP to opt out.",
        },
        on_success: "reviewed",
        on_error: "reviewed",
      },
      {
        id: "ask_by_email",
        type: "action",
        name: "Thank and ask by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "Thank you, {{contact.first_name | default: 'from all of us'}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nthank you for choosing {{variables.business}}.\n\nPeople who look for somebody like us read what others say. Would you tell them how it was, good or bad, in your own words? It takes two minutes: {{variables.review_link}}\n\nAnd if something is not right, answer this email first or as well: we would like to mend it.\n\n{{variables.business}}",
        },
        on_success: "reviewed",
        on_error: "reviewed",
      },
      reviewed("reviewed", "Five days for the review", 5, "remind"),
      {
        id: "remind",
        type: "action",
        name: "Remind once",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "Two minutes for the next customer?",
          body: "Hi {{contact.first_name | default: 'there'}},\n\na short word about how it was would help those who come after you: {{variables.review_link}}\n\nWe will not ask again. Thank you!\n\n{{variables.business}}",
        },
        on_success: "late_review",
        on_error: "late_review",
      },
      reviewed("late_review", "Nine days more", 9, "no_review"),
      { id: "no_review", type: "end", name: "No review", reason: "no review" },
      {
        id: "poor",
        type: "condition",
        name: "Is it a poor one?",
        condition: { field: "rating", operator: "lt", value: 3 },
        on_true: "make_good",
        on_false: "code",
      },
      {
        id: "make_good",
        type: "action",
        name: "A person first",
        action_id: "create_task",
        config: {
          title:
            "Answer the review of {{contact.name | default: contact.email | default: contact.phone}}: {{rating}} of 5",
          description: "“{{text | default: 'Without words' | truncate: 500}}”",
          priority: "urgent",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      {
        id: "code",
        type: "action",
        name: "A link of their own",
        action_id: "create_referral_code",
        config: { reward: { kind: "credit", amount: 50, currency: "usd" } },
        on_success: "offer",
      },
      {
        id: "offer",
        type: "action",
        name: "Offer credit for referrals",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "marketing",
          subject: "Thank you for your review",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nyour review is there, thank you!\n\nIf you know somebody who could use us: this link is yours, {{steps.code.output.url}}. For everyone who comes by it and buys you get {{variables.credit | prepend: '$'}} credit.\n\n{{variables.business}}",
        },
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
        on_event: "reward",
        on_timeout: "nobody",
      },
      {
        id: "reward",
        type: "action",
        name: "Book the credit",
        action_id: "create_task",
        config: {
          title:
            "Credit {{contact.name | default: contact.email}} {{variables.credit | prepend: '$'}} for recommending {{steps.referred.output.referred_name | default: 'somebody'}}",
          description: "By the code {{steps.code.output.code}}. Wait until the refund time is over.",
          due_date: "{{now + 14 days}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      { id: "nobody", type: "end", name: "Nobody came", reason: "nobody has come by the link so far" },
    ],
  },
};

function reviewed(id: string, name: string, days: number, then: string) {
  return {
    id,
    type: "wait_for_event",
    name,
    event_types: ["review.received"],
    timeout: { value: days, unit: "days" },
    on_event: "poor",
    on_timeout: then,
  };
}
