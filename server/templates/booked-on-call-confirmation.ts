import { businessName } from "./business-name";
import { sameAppointment } from "./same-appointment";
import { consultation } from "./sample-appointment";
import { callWithMaria, TUESDAY } from "./sample-call";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

const booked = {
  ...consultation,
  status: "booked",
  starts_at: "2026-03-13T17:00:00.000Z",
  ends_at: "2026-03-13T17:30:00.000Z",
};

export const bookedOnCallConfirmation: Template = {
  slug: "booked-on-call-confirmation",
  name: "Booked-on-call confirmation",
  description:
    "An appointment that was agreed on the phone is confirmed in writing as soon as the call is over, by SMS and email, with a way to say that something was misheard. Appointments that were booked in another way are left alone.",
  category: "calls",
  needs: { connections: ["sms", "email"], fields: ["The customer's phone number or email address"] },
  questions: [
    businessName,
    {
      id: "text",
      label: "What does the SMS say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.sms.config.message"],
    },
  ],
  samples: [
    {
      name: "Booked while they talk",
      type: "appointment.booked",
      payload: booked,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 4, unit: "minutes" },
          kind: "event",
          type: "call.completed",
          payload: { ...callWithMaria, status: "completed", transcript: "Friday at ten, then." },
        },
      ],
    },
    {
      name: "Booked on the website",
      type: "appointment.booked",
      payload: booked,
      at: TUESDAY,
      contact: mariaContact,
    },
  ],
  outcome: "An SMS and an email with the agreed time as soon as the call is over.",
  document: {
    trigger: { type: "event", event_types: ["appointment.booked"] },
    variables: { business: "Bright Home" },
    settings: {
      reentry: "always",
      exit_conditions: [
        {
          event_types: ["appointment.cancelled", "appointment.rescheduled"],
          filter: sameAppointment,
        },
      ],
    },
    steps: [
      {
        id: "last_call",
        type: "action",
        name: "Did they just talk to us?",
        action_id: "find_event",
        config: {
          event_types: "call.completed",
          match: { status: "completed" },
          since: "{{now - 1 hour}}",
        },
        on_success: "talked",
        on_error: "end",
      },
      {
        id: "talked",
        type: "condition",
        name: "Within the last hour?",
        condition: { field: "steps.last_call.output.found", operator: "equals", value: true },
        on_true: "sms",
        on_false: "still_talking",
      },
      {
        id: "still_talking",
        type: "wait_for_event",
        name: "Or are they still talking?",
        event_types: ["call.completed"],
        match: { status: "completed" },
        timeout: { value: 20, unit: "minutes" },
        on_event: "sms",
        on_timeout: "elsewhere",
      },
      { id: "elsewhere", type: "end", name: "Booked elsewhere", reason: "not booked on the phone" },
      {
        id: "sms",
        type: "action",
        name: "Confirm by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "As agreed on the phone: {{trigger.starts_at | date: '%A, %B %-d at %-I:%M %p', trigger.timezone}}{% if trigger.location != blank %}, {{trigger.location}}{% endif %}. Did we mishear? Just answer here. {{variables.business}}",
        },
        on_success: "email",
        on_error: "email",
      },
      {
        id: "email",
        type: "action",
        name: "And by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "transactional",
          subject: "As agreed: {{trigger.starts_at | date: '%A, %B %-d at %-I:%M %p', trigger.timezone}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nthank you for the call. This is what we agreed on:\n\n{{trigger.title}}\n{{trigger.starts_at | date: '%A, %B %-d, %Y, %-I:%M %p', trigger.timezone}}{% if trigger.location != blank %}\n{{trigger.location}}{% endif %}\n\nIf we misheard something, answer this email and we will put it right.\n\n{{variables.business}}",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};
