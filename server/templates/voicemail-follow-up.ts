import { businessName } from "./business-name";
import { callWithMaria, TUESDAY } from "./sample-call";
import { leadContact, maria } from "./sample-people";
import type { Template } from "./template";

const voicemail = { ...callWithMaria, status: "voicemail", duration_seconds: 22, transcript: null };

export const voicemailFollowUp: Template = {
  slug: "voicemail-follow-up",
  name: "Voicemail follow-up",
  description:
    "Your call ends at somebody's voicemail: they get the same in writing, by SMS at once and by email in the evening, and the next morning a person tries again. It stops when they call or write back.",
  category: "calls",
  needs: { connections: ["sms", "email"], fields: ["The contact's phone number"] },
  questions: [
    businessName,
    {
      id: "text",
      label: "What does the SMS say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.sms.config.message"],
    },
    {
      id: "time",
      label: "When does somebody try again the next day?",
      kind: "time",
      initial: null,
      sets: ["steps.morning.next.time"],
    },
    {
      id: "assignee",
      label: "Who tries again?",
      help: "Left empty: the owner of the contact.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.task.config.assignee"],
    },
  ],
  samples: [
    {
      name: "They do not call back",
      type: "call.completed",
      payload: voicemail,
      at: TUESDAY,
      contact: leadContact,
    },
    {
      name: "They write back",
      type: "call.completed",
      payload: voicemail,
      at: TUESDAY,
      contact: leadContact,
      happenings: [
        {
          after: { value: 2, unit: "hours" },
          kind: "event",
          type: "message.received",
          payload: { ...maria, channel: "sms", body: "Tomorrow at ten works." },
        },
      ],
    },
  ],
  outcome: "An SMS at once, an email eight hours later, and a task the next morning.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.completed"],
      filter: {
        and: [
          { field: "status", operator: "equals", value: "voicemail" },
          { field: "direction", operator: "not_equals", value: "inbound" },
        ],
      },
    },
    variables: { business: "Bright Home" },
    settings: {
      reentry: "one_active_per_contact",
      cool_down: { value: 2, unit: "days" },
      stop_on_reply: true,
      exit_conditions: [
        { event_types: ["appointment.booked"] },
        {
          event_types: ["call.completed"],
          filter: { field: "status", operator: "equals", value: "completed" },
        },
      ],
    },
    steps: [
      {
        id: "sms",
        type: "action",
        name: "The same by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, {{variables.business}} here: I have just left you a message. No need to listen to it: when is a good time to talk? Just answer here.",
        },
        on_success: "hours",
        on_error: "hours",
      },
      {
        id: "hours",
        type: "delay",
        name: "Wait eight hours",
        for: { value: 8, unit: "hours" },
        on_success: "email",
      },
      {
        id: "email",
        type: "action",
        name: "And by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "I tried to call you today",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nI tried to reach you today and got your voicemail. If writing is easier, just answer this email.\n\nOtherwise I will try again on the next working day.\n\n{{contact.owner.name | default: variables.business}}",
        },
        on_success: "morning",
        on_error: "morning",
      },
      {
        id: "morning",
        type: "delay",
        name: "Until the next working morning",
        next: { time: "09:30", weekdays: [1, 2, 3, 4, 5], zone: "contact" },
        on_success: "task",
      },
      {
        id: "task",
        type: "action",
        name: "Have somebody try again",
        action_id: "create_task",
        config: {
          title: "Try {{contact.name | default: contact.phone}} again: only the voicemail answered",
          due_date: "{{now + 4 hours}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
