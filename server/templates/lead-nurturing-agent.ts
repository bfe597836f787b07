import { businessName } from "./business-name";
import { leadContact, maria } from "./sample-people";
import type { Template } from "./template";

const NAMES = ["", "Answer", "Ask again", "A last word"];

const form = { ...maria, form_id: "form_1", form: "Contact us", message: "What does a kitchen in oak cost?" };
const at = "2026-03-10T17:00:00.000Z";
const reply = {
  after: { value: 2, unit: "days" as const },
  kind: "event" as const,
  type: "message.received",
  payload: { ...maria, channel: "email", body: "Next week would be good." },
};
const byEmail = { ...leadContact, fields: { ...leadContact.fields, preferred_channel: "email" } };
const bySms = { ...leadContact, fields: { ...leadContact.fields, preferred_channel: "sms" } };

export const leadNurturingAgent: Template = {
  slug: "lead-nurturing-agent",
  name: "Lead nurturing with follow-ups",
  description:
    "Whoever comes in by a form, an ad, a message or by hand is sorted by how warm they are and answered at once on the channel they like. If no reply comes, you ask again after 24 and after 72 hours. A reply changes the lead's status and goes to a person.",
  category: "sales",
  needs: { connections: ["email", "sms"], fields: ["An email address or a phone number"] },
  questions: [
    businessName,
    {
      id: "answer",
      label: "What does the first answer say?",
      help: "By email; the SMS is a shorter one.",
      kind: "long_text",
      initial: null,
      sets: ["steps.email_1.config.body"],
    },
    {
      id: "second",
      label: "How long after it do you ask again?",
      kind: "duration",
      initial: null,
      sets: ["steps.wait_1.timeout"],
    },
    {
      id: "third",
      label: "And how long after that, for the last time?",
      kind: "duration",
      initial: null,
      sets: ["steps.wait_2.timeout"],
    },
  ],
  samples: [
    { name: "No reply, by email", type: "form.submitted", payload: form, at, contact: byEmail },
    {
      name: "A reply on the second day",
      type: "form.submitted",
      payload: form,
      at,
      contact: byEmail,
      happenings: [reply],
    },
    {
      name: "By SMS, with a reply in the end",
      type: "form.submitted",
      payload: { ...form, message: "Please call me today, I want to order." },
      at,
      contact: bySms,
      happenings: [{ ...reply, after: { value: 4, unit: "days" } }],
    },
    {
      name: "A reply at once",
      type: "lead.created",
      payload: { ...maria, lead_id: "lead_2041", kind: "lead", status: "new", source: "ad", tags: [] },
      at,
      contact: bySms,
      happenings: [{ ...reply, after: { value: 1, unit: "hours" } }],
    },
  ],
  outcome:
    "An answer by email at once, one more after 24 and after 72 hours, then the lead counts as inactive until they write.",
  document: {
    trigger: { type: "event", event_types: ["form.submitted", "lead.created"] },
    variables: { business: "Bright Home" },
    settings: {
      reentry: "one_active_per_contact",
      cool_down: { value: 7, unit: "days" },
      exit_conditions: [{ event_types: ["appointment.booked", "order.created", "payment.received"] }],
    },
    steps: [
      {
        id: "classify",
        type: "branch",
        name: "How warm are they?",
        cases: [
          {
            id: "hot",
            name: "Wants to buy or talk",
            condition: {
              or: [
                ...["call", "order", "buy", "today", "urgent", "appointment"].map((value) => ({
                  ...{ field: "trigger.message", operator: "contains", value },
                })),
                { field: "contact.priority", operator: "in", value: "high, urgent" },
              ],
            },
            target: "hot",
          },
        ],
        on_default: "warm",
      },
      {
        id: "hot",
        type: "action",
        name: "Hot: a high priority",
        action_id: "update_contact",
        config: { lead_type: "hot", priority: "high" },
        on_success: "channel_1",
        on_error: "channel_1",
      },
      {
        id: "warm",
        type: "action",
        name: "Warm: a normal one",
        action_id: "update_contact",
        config: { lead_type: "warm", priority: "normal" },
        on_success: "channel_1",
        on_error: "channel_1",
      },
      prefersSms(1),
      sms(
        1,
        "Hi {{contact.first_name | default: 'there'}}, {{variables.business}} here. Thank you for writing! When would a short call suit you, today or tomorrow? Just answer here.",
      ),
      email(1, "Thank you for writing to {{variables.business}}", [
        "thank you for writing. A person is looking into it and will get back to you about the details.",
        "So that we can answer well: what matters most to you, and by when do you need it?",
        "One line is enough.",
      ]),
      waitForReply(1, { value: 24, unit: "hours" }, "channel_2"),
      prefersSms(2),
      sms(
        2,
        "Hi {{contact.first_name | default: 'there'}}, it is {{variables.business}} again. Is it still on your mind? Answer 1 for a call, 2 for more by email, 3 for not now.",
      ),
      email(2, "Is it still on your mind?", [
        "I asked what matters most to you. Perhaps it is easier the other way round: answer with 1 for a short call, 2 for prices by email, or 3 for not now.",
        "All three are fine.",
      ]),
      waitForReply(2, { value: 48, unit: "hours" }, "channel_3"),
      prefersSms(3),
      sms(
        3,
        "Hi {{contact.first_name | default: 'there'}}, a last word from {{variables.business}}: we will leave you in peace now. When you need us, answer this SMS. All the best!",
      ),
      email(3, "We will leave you in peace now", [
        "no answer is an answer too, so this is my last email about it.",
        "When it becomes a topic again, answer this email: we will still know what it was about.",
      ]),
      waitForReply(3, { value: 7, unit: "days" }, "inactive"),
      {
        id: "inactive",
        type: "action",
        name: "Quiet for now",
        action_id: "update_lead",
        config: { status: "inactive" },
        on_success: "end",
        on_error: "end",
      },
      {
        id: "engaged",
        type: "action",
        name: "In a conversation",
        action_id: "update_lead",
        config: { status: "contacted" },
        on_success: "task",
        on_error: "task",
      },
      {
        id: "task",
        type: "action",
        name: "A person answers",
        action_id: "create_task",
        config: {
          title: "Answer {{contact.name | default: contact.email | default: contact.phone}}",
          description: "They wrote: {{body | default: 'see the inbox' | truncate: 500}}",
          priority: "high",
          due_date: "{{now + 4 hours}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};

/** SMS for those who prefer it, and for those of whom there is no email address. */
function prefersSms(time: number): Template["document"] {
  return {
    id: `channel_${time}`,
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
    on_true: `sms_${time}`,
    on_false: `email_${time}`,
  };
}

function sms(time: number, message: string) {
  return {
    id: `sms_${time}`,
    type: "action",
    name: `${NAMES[time]} by SMS`,
    action_id: "send_sms",
    config: { to: "{{contact.phone}}", message },
    on_success: `wait_${time}`,
    on_error: `wait_${time}`,
  };
}

function email(time: number, subject: string, lines: string[]) {
  const body = [
    "Hi {{contact.first_name | default: 'there'}},",
    ...lines,
    "Best wishes\n{{contact.owner.name | default: variables.business}}",
  ].join("\n\n");
  return {
    id: `email_${time}`,
    type: "action",
    name: `${NAMES[time]} by email`,
    action_id: "send_email",
    config: { to: "{{contact.email}}", subject, body },
    on_success: `wait_${time}`,
    on_error: `wait_${time}`,
  };
}

function waitForReply(time: number, timeout: { value: number; unit: string }, then: string) {
  return {
    id: `wait_${time}`,
    type: "wait_for_event",
    name: "Do they reply?",
    event_types: ["message.received"],
    timeout,
    on_event: "engaged",
    on_timeout: then,
  };
}
