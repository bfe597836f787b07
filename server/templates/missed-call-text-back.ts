import { businessName } from "./business-name";
import { callWithMaria, TUESDAY } from "./sample-call";
import { leadContact, maria } from "./sample-people";
import type { Template } from "./template";

const missed = {
  ...callWithMaria,
  direction: "inbound",
  status: "no-answer",
  duration_seconds: 0,
  to: "+14155550199",
  from: maria.phone,
  transcript: null,
};
const answer = (hours: number) => ({
  after: { value: hours, unit: "hours" as const },
  kind: "event" as const,
  type: "message.received",
  payload: { ...maria, channel: "sms", body: "I need somebody for a leaking pipe." },
});

export const missedCallTextBack: Template = {
  slug: "missed-call-text-back",
  name: "Missed call text-back",
  description:
    "Somebody calls you and nobody can pick up: a minute later they have an SMS that asks what it is about. Their answer becomes a task with a high priority; without one, somebody calls back the same day.",
  category: "calls",
  needs: { connections: ["sms"], fields: ["The caller's number", "Calls reported by your phone system"] },
  questions: [
    businessName,
    {
      id: "text",
      label: "What does the SMS say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.text_back.config.message"],
    },
    {
      id: "patience",
      label: "How long do you wait for an answer before you call back?",
      kind: "duration",
      initial: null,
      sets: ["steps.answer.timeout"],
    },
    {
      id: "assignee",
      label: "Who looks after it?",
      help: "Left empty: the owner of the caller.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.urgent.config.assignee", "steps.call_back.config.assignee"],
    },
  ],
  samples: [
    {
      name: "The caller answers",
      type: "call.completed",
      payload: missed,
      at: TUESDAY,
      contact: leadContact,
      happenings: [answer(1)],
    },
    { name: "No answer", type: "call.completed", payload: missed, at: TUESDAY, contact: leadContact },
    {
      name: "Calls again at once, and gets through",
      type: "call.completed",
      payload: missed,
      at: TUESDAY,
      contact: leadContact,
      happenings: [
        {
          after: { value: 40, unit: "seconds" },
          kind: "event",
          type: "call.completed",
          payload: { ...missed, call_id: "call_9", status: "completed", duration_seconds: 60 },
        },
      ],
    },
  ],
  outcome: "An SMS a minute after the call, and a task as soon as they answer it.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.completed"],
      filter: {
        and: [
          { field: "direction", operator: "equals", value: "inbound" },
          { field: "status", operator: "in", value: "no-answer, busy, failed" },
        ],
      },
    },
    variables: { business: "Bright Home" },
    settings: {
      reentry: "one_active_per_contact",
      cool_down: { value: 4, unit: "hours" },
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
        id: "moment",
        type: "delay",
        name: "A minute, in case they call again",
        for: { value: 1, unit: "minutes" },
        on_success: "text_back",
      },
      {
        id: "text_back",
        type: "action",
        name: "Text back",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "Sorry we missed your call! This is {{variables.business}}. What is it about? Answer here, and the right person will call you back.",
        },
        on_success: "answer",
        on_error: "call_back",
      },
      {
        id: "answer",
        type: "wait_for_event",
        name: "Do they answer?",
        event_types: ["message.received"],
        timeout: { value: 2, unit: "hours" },
        on_event: "urgent",
        on_timeout: "call_back",
      },
      {
        id: "urgent",
        type: "action",
        name: "Call back about it",
        action_id: "create_task",
        config: {
          title: "Call {{contact.name | default: contact.phone}} back",
          description: "They wrote: {{body | default: 'see the inbox' | truncate: 500}}",
          priority: "high",
          due_date: "{{now + 1 hour}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
      {
        id: "call_back",
        type: "action",
        name: "Call back all the same",
        action_id: "create_task",
        config: {
          title: "Call {{contact.name | default: contact.phone}} back: missed call, no answer to the SMS",
          due_date: "{{now + 4 hours}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
