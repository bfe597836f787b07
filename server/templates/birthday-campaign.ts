import { businessName } from "./business-name";
import type { Template } from "./template";

const fired = (at: string) => ({
  scheduled_for: at,
  fired_at: at,
  cron: "0 9 * * *",
  timezone: "America/Los_Angeles",
});
const morning = "2026-03-10T16:00:00.000Z";
export const birthdayCampaign: Template = {
  slug: "birthday-campaign",
  name: "Birthday campaign",
  description:
    "Every morning at nine: whoever has their birthday gets a personal SMS with a present, by email where there is no phone number. Who was born on 29 February has it on the 28th in other years. Once a year, and not while a complaint is open.",
  category: "marketing",
  needs: {
    connections: ["sms", "email"],
    fields: ["The contact's birthday, with or without the year", "Consent to marketing by SMS or email"],
  },
  questions: [
    businessName,
    {
      id: "time",
      label: "At what time do you send?",
      kind: "time",
      initial: "09:00",
      sets: ["trigger.cron"],
    },
    {
      id: "present",
      label: "How many percent is the present?",
      kind: "number",
      min: 1,
      max: 100,
      initial: null,
      sets: ["steps.present.config.percent", "variables.percent"],
    },
    {
      id: "wording",
      label: "What does the SMS say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.sms.config.message"],
    },
  ],
  samples: [
    { name: "An ordinary morning", type: "schedule.fired", payload: fired(morning), at: morning },
    {
      name: "28 February, in a year without a 29th",
      type: "schedule.fired",
      payload: fired("2027-02-28T17:00:00.000Z"),
      at: "2027-02-28T17:00:00.000Z",
    },
  ],
  outcome: "Whoever has their birthday gets an SMS with a code of their own.",
  document: {
    trigger: { type: "schedule", cron: "0 9 * * *", timezone: "America/Los_Angeles" },
    variables: { business: "Bright Home", percent: 15 },
    settings: {},
    steps: [
      {
        id: "find",
        type: "action",
        name: "Whose birthday is it?",
        description: "29 February is kept on the 28th in years that have no 29th.",
        action_id: "find_contacts",
        config: { birthday: "today", limit: 1000 },
        on_success: "each",
      },
      {
        id: "each",
        type: "for_each",
        name: "Each of them",
        items: "{{steps.find.output.contacts}}",
        body: "welcome",
        concurrency: 5,
        on_item_error: "continue",
        on_success: "end",
      },
      {
        id: "welcome",
        type: "condition",
        name: "Is it welcome?",
        condition: {
          and: [
            { field: "item.tags", operator: "not_contains", value: "open complaint" },
            { field: "item.tags", operator: "not_contains", value: "birthday {{now | date: '%Y'}}" },
            { field: "item.status", operator: "not_in", value: "lost, inactive, closed, deceased" },
          ],
        },
        on_true: "present",
        on_false: "end",
      },
      {
        id: "present",
        type: "action",
        name: "A code of their own",
        action_id: "offer_discount",
        config: { percent: 15, valid_days: 30, prefix: "BDAY", contact: "{{item.contact_id}}" },
        on_success: "remember",
      },
      {
        id: "remember",
        type: "action",
        name: "Once a year",
        action_id: "add_tag",
        config: { tags: "birthday {{now | date: '%Y'}}", contact: "{{item.contact_id}}" },
        on_success: "has_phone",
      },
      {
        id: "has_phone",
        type: "condition",
        name: "Is there a phone number?",
        condition: { field: "item.phone", operator: "exists" },
        on_true: "sms",
        on_false: "email",
      },
      {
        id: "sms",
        type: "action",
        name: "Wish by SMS, with the offer",
        action_id: "send_sms",
        config: {
          to: "{{item.phone}}",
          purpose: "marketing",
          message:
            "Happy birthday{% if item.name != blank %}, {{item.name | split: ' ' | first}}{% endif %}! A present from {{variables.business}}: {{variables.percent}} % off with {{steps.present.output.code}}, for the next 30 days. Have a lovely day! Reply STOP to opt out.",
        },
        on_success: "end",
        on_error: "end",
      },
      {
        id: "email",
        type: "action",
        name: "Wish by email, with the offer",
        action_id: "send_email",
        config: {
          to: "{{item.email}}",
          purpose: "marketing",
          subject:
            "Happy birthday{% if item.name != blank %}, {{item.name | split: ' ' | first}}{% endif %}!",
          body: "Hi{% if item.name != blank %} {{item.name | split: ' ' | first}}{% endif %},\n\nall of us wish you a lovely day, and a good year after it.\n\nA small present: {{variables.percent}} % off with the code {{steps.present.output.code}}. It is yours alone and good for 30 days.\n\n{{variables.business}}",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};
