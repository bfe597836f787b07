import { businessName } from "./business-name";
import { sameAppointment } from "./same-appointment";
import { consultation } from "./sample-appointment";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

const missed = {
  ...consultation,
  status: "no_show",
  starts_at: "2026-03-10T17:00:00.000Z",
  ends_at: "2026-03-10T17:30:00.000Z",
};
const at = "2026-03-10T17:20:00.000Z";
export const missedAppointment: Template = {
  slug: "missed-appointment",
  name: "Missed appointment",
  description:
    "A customer does not come: after half an hour, in case they are only late, a kind SMS offers a new time, an email follows the next day, and then a person calls. Who misses a second one gets a call instead of messages.",
  category: "appointments",
  needs: {
    connections: ["sms", "email"],
    fields: ["The customer's phone number", "A page where they can book"],
  },
  questions: [
    businessName,
    {
      id: "booking_link",
      label: "Where can customers book?",
      help: "A link. It stands in the SMS and in the email.",
      kind: "text",
      initial: "",
      sets: ["variables.booking_link"],
    },
    {
      id: "grace",
      label: "How long do you wait for somebody who is late?",
      kind: "duration",
      initial: null,
      sets: ["steps.grace.for"],
    },
    {
      id: "assignee",
      label: "Who calls in the end?",
      help: "Left empty: the owner of the customer.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.call.config.assignee"],
    },
  ],
  samples: [
    {
      name: "Missed, and no answer",
      type: "appointment.no_show",
      payload: missed,
      at,
      contact: mariaContact,
    },
    {
      name: "Only late: came after all",
      type: "appointment.no_show",
      payload: missed,
      at,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 10, unit: "minutes" },
          kind: "event",
          type: "appointment.completed",
          payload: { ...missed, status: "completed" },
        },
      ],
    },
    {
      name: "The second time",
      type: "appointment.no_show",
      payload: missed,
      at,
      contact: { ...mariaContact, fields: { ...mariaContact.fields, fields: { missed_appointments: 1 } } },
    },
    {
      name: "Books again the same day",
      type: "appointment.no_show",
      payload: missed,
      at,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 4, unit: "hours" },
          kind: "event",
          type: "appointment.booked",
          payload: { ...missed, appointment_id: "appt_8", status: "booked" },
        },
      ],
    },
  ],
  outcome: "An SMS half an hour later, an email the next morning, and a day after that a task to call.",
  document: {
    trigger: { type: "event", event_types: ["appointment.no_show"] },
    variables: { business: "Bright Home", booking_link: "https://example.com/book" },
    settings: {
      reentry: "one_active_per_contact",
      stop_on_reply: true,
      exit_conditions: [
        { event_types: ["appointment.booked", "appointment.rescheduled"] },
        { event_types: ["appointment.completed"], filter: sameAppointment },
      ],
    },
    steps: [
      {
        id: "grace",
        type: "delay",
        name: "Perhaps only late",
        for: { value: 30, unit: "minutes" },
        on_success: "count",
      },
      {
        id: "count",
        type: "action",
        name: "Count it",
        action_id: "update_contact",
        config: {
          fields: { missed_appointments: "{{contact.fields.missed_appointments | default: 0 | plus: 1}}" },
        },
        on_success: "first_time",
        on_error: "first_time",
      },
      {
        id: "first_time",
        type: "condition",
        name: "The first time?",
        condition: { field: "contact.fields.missed_appointments", operator: "lt", value: 2 },
        on_true: "sms",
        on_false: "call",
      },
      {
        id: "sms",
        type: "action",
        name: "Offer a new time by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, we missed you at {{variables.business}} today. No problem: pick a new time here: {{variables.booking_link}} or just answer with one that suits you.",
        },
        on_success: "next_day",
        on_error: "next_day",
      },
      {
        id: "next_day",
        type: "delay",
        name: "Until the next morning",
        for: { value: 12, unit: "hours" },
        next: { time: "09:30", zone: "contact" },
        on_success: "email",
      },
      {
        id: "email",
        type: "action",
        name: "Once more by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          subject: "Shall we find a new time, {{contact.first_name | default: 'for you'}}?",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nyour appointment “{{trigger.title}}” did not come about yesterday. Things come up, we know.\n\nIf you still want it, book a new time here: {{variables.booking_link}}\n\nIf you do not, one word is enough, and we will not ask again.\n\nBest wishes\n{{variables.business}}",
        },
        on_success: "day_after",
        on_error: "day_after",
      },
      {
        id: "day_after",
        type: "delay",
        name: "Wait a day",
        for: { value: 1, unit: "days" },
        on_success: "call",
      },
      {
        id: "call",
        type: "action",
        name: "Have somebody call",
        action_id: "create_task",
        config: {
          title:
            "Call {{contact.name | default: contact.phone | default: contact.email}} about the missed appointment",
          description:
            "“{{trigger.title}}” on {{trigger.starts_at | date: '%A, %B %-d at %-I:%M %p', trigger.timezone}}. Missed so far: {{contact.fields.missed_appointments | default: 1}}.",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
