import { businessName } from "./business-name";
import { callWithMaria, SAMPLE_CALL, TUESDAY } from "./sample-call";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const call = { ...callWithMaria, status: "no-answer", duration_seconds: 0, transcript: null };

export const noShowRecovery: Template = {
  slug: "no-show-recovery",
  name: "No-show recovery",
  description:
    "Nobody picks up the phone: two hours later an SMS offers to find a better time, four hours after that you call once more, and then a person takes over. Whoever answers, books or calls back is left in peace, and nobody goes round this twice in a week.",
  category: "calls",
  needs: { connections: ["sms", "voice"], fields: ["The customer's phone number"] },
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
      id: "script",
      label: "What does the second call say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.call.config.script"],
    },
    {
      id: "assignee",
      label: "Who takes over in the end?",
      help: "Left empty: the owner of the contact.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.task.config.assignee"],
    },
  ],
  samples: [
    {
      name: "Nobody answers the second call either",
      type: "call.completed",
      payload: call,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 361, unit: "minutes" },
          kind: "event",
          type: "call.completed",
          payload: { ...call, call_id: SAMPLE_CALL, status: "no-answer" },
        },
      ],
    },
    {
      name: "Somebody answers the second call",
      type: "call.completed",
      payload: call,
      at: TUESDAY,
      contact: mariaContact,
    },
    {
      name: "An answer to the SMS",
      type: "call.completed",
      payload: call,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 3, unit: "hours" },
          kind: "event",
          type: "message.received",
          payload: { ...maria, channel: "sms", body: "Sorry, was driving. After five is fine." },
        },
      ],
    },
  ],
  outcome: "An SMS two hours after the call, a second call four hours later, then a task for a person.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.completed"],
      filter: { field: "status", operator: "equals", value: "no-answer" },
    },
    variables: { business: "Bright Home" },
    settings: {
      // The second call that nobody takes is the end of this, not its beginning.
      reentry: "one_active_per_contact",
      cool_down: { value: 7, unit: "days" },
      stop_on_reply: true,
      exit_conditions: [
        { event_types: ["appointment.booked", "order.created", "payment.received"] },
        {
          event_types: ["call.completed"],
          filter: {
            and: [
              { field: "status", operator: "equals", value: "completed" },
              { field: "run_id", operator: "not_exists" },
            ],
          },
        },
      ],
    },
    steps: [
      {
        id: "first_pause",
        type: "delay",
        name: "Wait two hours",
        for: { value: 2, unit: "hours" },
        on_success: "sms",
      },
      {
        id: "sms",
        type: "action",
        name: "Offer another time by SMS",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          message:
            "Hi {{contact.first_name | default: 'there'}}, {{variables.business}} here. We tried to reach you earlier. When is a good time to talk? Just answer with a time, and we will call then.",
        },
        on_success: "second_pause",
        on_error: "second_pause",
      },
      {
        id: "second_pause",
        type: "delay",
        name: "Wait four hours",
        for: { value: 4, unit: "hours" },
        on_success: "call",
      },
      {
        id: "call",
        type: "action",
        name: "Try calling again",
        action_id: "make_call",
        config: {
          to: "{{contact.phone}}",
          script:
            "Hello{% if contact.first_name != blank %} {{contact.first_name | default: ''}}{% endif %}, this is {{variables.business}}. We tried to reach you earlier today. Is now a good moment? If not, ask for a better day and time, and thank them.",
        },
        on_success: "reached",
        on_error: "reached",
      },
      {
        id: "reached",
        type: "condition",
        name: "Did they answer?",
        condition: { field: "steps.call.output.status", operator: "equals", value: "completed" },
        on_true: "talked",
        on_false: "task",
      },
      { id: "talked", type: "end", name: "Reached", reason: "reached on the second call" },
      {
        id: "task",
        type: "action",
        name: "A person takes over",
        action_id: "create_task",
        config: {
          title: "Reach {{contact.name | default: contact.phone}} in another way",
          description: "Two calls and an SMS today went unanswered.",
          priority: "high",
          due_date: "{{now + 1 day}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
