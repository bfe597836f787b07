import { businessName } from "./business-name";
import { callWithMaria, SAMPLE_TASK, TUESDAY } from "./sample-call";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

/** As people ask for it, in whichever field their words come. */
const WISHES = ["call me", "call back", "callback", "ring me"];
const asked = {
  ...callWithMaria,
  status: "completed",
  transcript: "I am in a meeting. Could you call me back this afternoon?",
};
const done = (minutes: number) => ({
  after: { value: minutes, unit: "minutes" as const },
  kind: "event" as const,
  type: "task.completed",
  payload: {
    ...{ email: callWithMaria.email, phone: callWithMaria.phone },
    ...{ task_id: SAMPLE_TASK, title: "Call back", status: "done", completed_by: "Ada Lovelace" },
  },
});

export const callbackRequest: Template = {
  slug: "callback-request",
  name: "Callback request",
  description:
    "Somebody asks to be called back, on the phone, in a message or in a form: they hear at once that you will, the owner gets the task, and if nobody has called in time, everybody is told.",
  category: "calls",
  needs: { connections: ["sms"], fields: ["The contact's phone number", "Call transcripts"] },
  questions: [
    businessName,
    {
      id: "time",
      label: "Within what time do you call back?",
      kind: "duration",
      initial: null,
      sets: ["steps.called.timeout"],
    },
    {
      id: "assignee",
      label: "Who calls back?",
      help: "Left empty: the owner of the contact.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.task.config.assignee"],
    },
  ],
  samples: [
    {
      name: "Called back within the hour",
      type: "call.completed",
      payload: asked,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [done(40)],
    },
    {
      name: "Nobody calls back",
      type: "message.received",
      payload: {
        ...{ customer_id: callWithMaria.customer_id, name: callWithMaria.name },
        ...{ email: callWithMaria.email, phone: callWithMaria.phone },
        ...{
          message_id: "msg_31",
          channel: "sms",
          from: callWithMaria.phone,
          body: "Please call me, it is urgent",
        },
      },
      at: TUESDAY,
      contact: mariaContact,
    },
  ],
  outcome:
    "An SMS at once that you will call, and a task with a high priority that is done within two hours.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.completed", "message.received", "form.submitted"],
      filter: {
        or: ["transcript", "body", "message"].flatMap((field) =>
          WISHES.map((value) => ({ field, operator: "contains", value })),
        ),
      },
    },
    variables: { business: "Bright Home" },
    settings: { reentry: "one_active_per_contact" },
    steps: [
      {
        id: "task",
        type: "action",
        name: "Give the owner a task",
        action_id: "create_task",
        config: {
          title: "Call {{contact.name | default: contact.phone | default: contact.email}} back",
          description:
            "They said: {{trigger.body | default: trigger.message | default: trigger.transcript | truncate: 1000}}",
          priority: "high",
          due_date: "{{now + 2 hours}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "promise",
      },
      {
        id: "promise",
        type: "action",
        name: "Say that you will call",
        action_id: "send_sms",
        config: {
          to: "{{contact.phone}}",
          purpose: "transactional",
          message:
            "{{variables.business}}: got it, we will call you back{% if contact.owner.name %}. {{contact.owner.name | default: ''}} has it on the list{% endif %}. If there is a better time or number, just answer here.",
        },
        on_success: "called",
        on_error: "called",
      },
      {
        id: "called",
        type: "wait_for_event",
        name: "Has somebody called?",
        event_types: ["task.completed"],
        match: { task_id: "{{steps.task.output.task_id}}" },
        timeout: { value: 2, unit: "hours" },
        on_event: "end",
        on_timeout: "overdue",
      },
      {
        id: "overdue",
        type: "action",
        name: "Tell everybody",
        action_id: "create_notification",
        config: {
          title: "A promised call is overdue",
          message:
            "{{contact.name | default: contact.phone | default: contact.email}} is waiting to be called back.",
        },
        on_success: "end",
      },
    ],
  },
};
