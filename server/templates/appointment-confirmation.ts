import { businessName } from "./business-name";
import { sameAppointment } from "./same-appointment";
import { consultation } from "./sample-appointment";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

const appointment = {
  ...consultation,
  status: "booked",
  starts_at: "2026-03-12T17:00:00.000Z",
  ends_at: "2026-03-12T17:30:00.000Z",
};
const monday = "2026-03-09T18:00:00.000Z";

export const appointmentConfirmation: Template = {
  slug: "appointment-confirmation",
  name: "Appointment confirmation",
  description:
    "A booked appointment is confirmed by SMS, put into your Google Calendar and sent by email with all details; reminders follow a day and an hour before. Move the appointment and everything moves with it; cancel it and nothing more is sent.",
  category: "appointments",
  needs: {
    connections: ["sms", "email", "google_calendar"],
    fields: ["The customer's phone number", "The customer's email address"],
  },
  questions: [
    businessName,
    {
      id: "first_reminder",
      label: "How long before it is the first reminder?",
      kind: "duration",
      initial: { value: 24, unit: "hours" },
      sets: ["variables.first_reminder"],
    },
    {
      id: "last_reminder",
      label: "And the last one?",
      kind: "duration",
      initial: { value: 1, unit: "hours" },
      sets: ["variables.last_reminder"],
    },
    {
      id: "details",
      label: "What should customers know before they come?",
      help: "Stands in the email.",
      kind: "long_text",
      initial: null,
      sets: ["variables.details"],
    },
  ],
  samples: [
    {
      name: "Booked three days ahead",
      type: "appointment.booked",
      payload: appointment,
      at: monday,
      contact: mariaContact,
    },
    {
      name: "Booked for this afternoon",
      type: "appointment.booked",
      payload: {
        ...appointment,
        starts_at: "2026-03-09T21:00:00.000Z",
        ends_at: "2026-03-09T21:30:00.000Z",
      },
      at: monday,
      contact: mariaContact,
    },
    {
      name: "Booked for right now",
      type: "appointment.booked",
      payload: {
        ...appointment,
        starts_at: "2026-03-09T18:30:00.000Z",
        ends_at: "2026-03-09T19:00:00.000Z",
      },
      at: monday,
      contact: mariaContact,
    },
    {
      name: "Moved to another day",
      type: "appointment.rescheduled",
      payload: { ...appointment, previous_starts_at: "2026-03-11T17:00:00.000Z" },
      at: monday,
      contact: mariaContact,
    },
    {
      name: "Cancelled the day after",
      type: "appointment.booked",
      payload: appointment,
      at: monday,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 1, unit: "days" },
          kind: "event",
          type: "appointment.cancelled",
          payload: { ...appointment, status: "cancelled" },
        },
      ],
    },
  ],
  outcome:
    "An SMS, a calendar entry and an email at once; one reminder 24 hours before the appointment and one an hour before.",
  document: {
    trigger: { type: "event", event_types: ["appointment.booked", "appointment.rescheduled"] },
    variables: {
      business: "Bright Home",
      first_reminder: "-24 hours",
      last_reminder: "-1 hours",
      details:
        "Please be there five minutes early. If something comes up, just answer this email and we will find another time.",
    },
    settings: {
      reentry: "always",
      exit_conditions: [
        {
          event_types: [
            "appointment.rescheduled",
            "appointment.cancelled",
            "appointment.completed",
            "appointment.no_show",
          ],
          filter: sameAppointment,
        },
      ],
    },
    steps: [
      {
        id: "confirm",
        type: "action",
        name: "Confirm by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "{{variables.business}}: your appointment is {% if trigger.previous_starts_at %}moved to{% else %}booked for{% endif %} {{trigger.starts_at | date: '%A, %B %-d at %-I:%M %p', trigger.timezone}}. Need another time? Just answer here.",
        },
        on_success: "calendar",
        on_error: "calendar",
      },
      {
        id: "calendar",
        type: "action",
        name: "Add to Google Calendar",
        description: "An entry for this appointment that is there already is moved.",
        action_id: "google_calendar.create_event",
        config: {
          title: "{{trigger.title}}: {{contact.name | default: contact.email | default: contact.phone}}",
          starts_at: "{{trigger.starts_at}}",
          ends_at: "{{trigger.ends_at}}",
          location: "{{trigger.location}}",
          attendees: "{{contact.email}}",
          key: "{{trigger.appointment_id}}",
        },
        on_success: "details",
        on_error: "details",
      },
      {
        id: "details",
        type: "action",
        name: "Send the details by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "transactional",
          subject:
            "{% if trigger.previous_starts_at %}Your new time{% else %}You are booked{% endif %}: {{trigger.starts_at | date: '%A, %B %-d at %-I:%M %p', trigger.timezone}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nwe look forward to seeing you.\n\n{{trigger.title}}\n{{trigger.starts_at | date: '%A, %B %-d, %Y, %-I:%M %p', trigger.timezone}}{% if trigger.location != blank %}\n{{trigger.location}}{% endif %}\n\n{{variables.details}}\n\n{{variables.business}}",
        },
        on_success: "times",
        on_error: "times",
      },
      {
        id: "times",
        type: "set_variables",
        name: "When the reminders are due",
        variables: {
          first_reminder_at: "{{trigger.starts_at | shift_time: variables.first_reminder}}",
          last_reminder_at: "{{trigger.starts_at | shift_time: variables.last_reminder}}",
        },
        on_success: "has_first",
      },
      {
        id: "has_first",
        type: "condition",
        name: "Is there time for the first reminder?",
        condition: { field: "variables.first_reminder_at", operator: "after", value: "{{now}}" },
        on_true: "wait_first",
        on_false: "has_last",
      },
      {
        id: "wait_first",
        type: "delay",
        name: "Until a day before",
        until: "{{variables.first_reminder_at}}",
        on_success: "remind_first",
      },
      {
        id: "remind_first",
        type: "action",
        name: "First reminder",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "{{variables.business}}: a reminder of your appointment on {{trigger.starts_at | date: '%A at %-I:%M %p', trigger.timezone}}{% if trigger.location != blank %}, {{trigger.location}}{% endif %}. Can you make it? Answer YES, or tell us a better time.",
        },
        on_success: "has_last",
        on_error: "has_last",
      },
      {
        id: "has_last",
        type: "condition",
        name: "Is there time for the last one?",
        condition: { field: "variables.last_reminder_at", operator: "after", value: "{{now}}" },
        on_true: "wait_last",
        on_false: "too_late",
      },
      {
        id: "wait_last",
        type: "delay",
        name: "Until an hour before",
        until: "{{variables.last_reminder_at}}",
        on_success: "remind_last",
      },
      {
        id: "remind_last",
        type: "action",
        name: "Last reminder",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "{{variables.business}}: see you at {{trigger.starts_at | date: '%-I:%M %p', trigger.timezone}}{% if trigger.location != blank %}, {{trigger.location}}{% endif %}.",
        },
        on_success: "end",
        on_error: "end",
      },
      {
        id: "too_late",
        type: "end",
        name: "Too late for reminders",
        reason: "booked too late for a reminder",
      },
    ],
  },
};
