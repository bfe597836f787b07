import { businessName } from "./business-name";
import { leadContact, maria } from "./sample-people";
import type { Template } from "./template";

const lead = { ...maria, lead_id: "lead_2041", kind: "lead", status: "new", source: "website", tags: [] };

export const leadNurtureSequence: Template = {
  slug: "lead-nurture-sequence",
  name: "Lead nurture sequence",
  description:
    "A new lead hears from you at once by SMS, gets an email a day later, and is called by a person two days after that. It stops the moment they answer, book, buy, or somebody takes over.",
  category: "sales",
  needs: {
    connections: ["sms", "email"],
    fields: [
      "The lead's phone number",
      "The lead's email address",
      "The lead's owner, for the follow-up task",
    ],
  },
  questions: [
    businessName,
    {
      id: "welcome",
      label: "What does the first SMS say?",
      help: "It goes out at once. Ask something that is easy to answer.",
      kind: "long_text",
      initial: null,
      sets: ["steps.welcome_sms.config.message"],
    },
    {
      id: "pause",
      label: "How long after it does the email follow?",
      kind: "duration",
      initial: null,
      sets: ["steps.wait_for_email.for"],
    },
    {
      id: "assignee",
      label: "Who calls those who do not answer?",
      help: "Left empty: the owner of the lead.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.follow_up.config.assignee"],
    },
  ],
  samples: [
    { name: "A lead who does not answer", type: "lead.created", payload: lead, contact: leadContact },
    {
      name: "A lead who answers after three hours",
      type: "lead.created",
      payload: lead,
      contact: leadContact,
      happenings: [
        {
          after: { value: 3, unit: "hours" },
          kind: "event",
          type: "message.received",
          payload: { ...maria, channel: "sms", body: "Yes, tomorrow works for me." },
        },
      ],
    },
    {
      name: "A lead without a phone number",
      type: "lead.created",
      payload: { ...lead, phone: null },
      contact: { ...leadContact, fields: { ...leadContact.fields, phone: null } },
    },
  ],
  outcome: "An SMS at once, an email a day later, and a task for the lead's owner two days after that.",
  document: {
    trigger: { type: "event", event_types: ["lead.created"] },
    variables: { business: "Bright Home" },
    settings: {
      reentry: "once_per_contact",
      stop_on_reply: true,
      exit_conditions: [
        { event_types: ["appointment.booked", "order.created", "payment.received", "customer.created"] },
        {
          event_types: ["lead.status_changed"],
          filter: { field: "status", operator: "in", value: "contacted, won, lost, unqualified, inactive" },
        },
      ],
    },
    steps: [
      {
        id: "welcome_sms",
        type: "action",
        name: "Say hello by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, this is {{variables.business}}. Thank you for your interest! What would you like to know first? Just answer here, a person reads it. Reply STOP to opt out.",
        },
        on_success: "wait_for_email",
        on_error: "wait_for_email",
      },
      {
        id: "wait_for_email",
        type: "delay",
        name: "Wait a day",
        for: { value: 1, unit: "days" },
        on_success: "email",
      },
      {
        id: "email",
        type: "action",
        name: "Send the email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "{{contact.first_name | default: 'Hello'}}, how can we help?",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nyou asked about {{variables.business}}, and I did not want to leave you waiting.\n\nThe quickest way forward is a short call: tell me two times that suit you, and I will take one of them. If you would rather read first, just say what you are looking for and I will send you the right page, not all of them.\n\nBest wishes\n{{contact.owner.name | default: variables.business}}",
        },
        on_success: "wait_for_call",
        on_error: "wait_for_call",
      },
      {
        id: "wait_for_call",
        type: "delay",
        name: "Wait two days",
        for: { value: 2, unit: "days" },
        on_success: "follow_up",
      },
      {
        id: "follow_up",
        type: "action",
        name: "Have somebody call",
        action_id: "create_task",
        config: {
          title:
            "Call {{contact.name | default: contact.email | default: contact.phone}}: no answer to SMS and email yet",
          description: "Came in by {{trigger.source | default: 'an unknown way'}}.",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
