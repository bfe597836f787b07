import { businessName } from "./business-name";
import { callWithMaria, SAMPLE_TASK } from "./sample-call";
import { maria, mariaContact } from "./sample-people";
import type { Template } from "./template";

const call = {
  ...callWithMaria,
  status: "completed",
  transcript: "I have waited for two weeks and nobody calls me back. This is terrible.",
  sentiment: "negative",
  sentiment_score: -5,
  sentiment_by: "rule-based",
};
const done = {
  ...maria,
  task_id: SAMPLE_TASK,
  title: "Make it right",
  status: "done",
  completed_by: "Ada Lovelace",
};

export const negativeFeedbackAlert: Template = {
  slug: "negative-feedback-alert",
  name: "Negative feedback alert",
  description:
    "A call ends badly: the team hears of it in Slack, the customer's owner gets an urgent task, and the customer an honest apology. If nobody has dealt with it in time, everybody is told. While it is open, other flows ask this customer for nothing.",
  category: "customer care",
  needs: { connections: ["slack", "email"], fields: ["Call transcripts", "The customer's email address"] },
  questions: [
    businessName,
    {
      id: "channel",
      label: "Which Slack channel hears of it?",
      kind: "text",
      initial: null,
      sets: ["steps.alert.config.channel", "steps.escalate.config.channel"],
    },
    {
      id: "time",
      label: "How long may it stay open?",
      kind: "duration",
      initial: null,
      sets: ["steps.in_time.timeout"],
    },
    {
      id: "apology",
      label: "What does the apology say?",
      kind: "long_text",
      initial: null,
      sets: ["steps.apologise.config.body"],
    },
  ],
  samples: [
    {
      name: "Dealt with within an hour",
      type: "call.analyzed",
      payload: call,
      contact: mariaContact,
      happenings: [
        { after: { value: 1, unit: "hours" }, kind: "event", type: "task.completed", payload: done },
      ],
    },
    {
      name: "Dealt with a day later",
      type: "call.analyzed",
      payload: call,
      contact: mariaContact,
      happenings: [
        { after: { value: 1, unit: "days" }, kind: "event", type: "task.completed", payload: done },
      ],
    },
    { name: "Nobody deals with it", type: "call.analyzed", payload: call, contact: mariaContact },
  ],
  outcome: "A message in Slack, an urgent task and an apology at once; it is closed when the task is done.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.analyzed"],
      filter: { field: "sentiment", operator: "equals", value: "negative" },
    },
    variables: { business: "Bright Home" },
    settings: { reentry: "one_active_per_contact", cool_down: { value: 1, unit: "days" } },
    steps: [
      {
        id: "alert",
        type: "action",
        name: "Alert the manager in Slack",
        action_id: "slack.post_message",
        config: {
          channel: "#customer-care",
          message:
            "{{contact.name | default: contact.phone}} was unhappy on the phone.\n> {{trigger.transcript | truncate: 400}}\nOwner: {{contact.owner.name | default: 'nobody yet'}}",
        },
        on_success: "mark",
        on_error: "mark",
      },
      {
        id: "mark",
        type: "action",
        name: "Ask for nothing meanwhile",
        description: "Templates that sell or ask leave contacts with this tag alone.",
        action_id: "add_tag",
        config: { tags: "open complaint" },
        on_success: "task",
        on_error: "task",
      },
      {
        id: "task",
        type: "action",
        name: "Create an urgent task",
        action_id: "create_task",
        config: {
          title: "Make it right with {{contact.name | default: contact.phone}}",
          description: "From the call: {{trigger.transcript | truncate: 1000}}",
          priority: "urgent",
          due_date: "{{now + 4 hours}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "apologise",
      },
      {
        id: "apologise",
        type: "action",
        name: "Apologise by email",
        action_id: "send_email",
        config: {
          to: "{{contact.email}}",
          purpose: "transactional",
          subject: "I am sorry, {{contact.first_name | default: 'this should not have happened'}}",
          body: "Hi {{contact.first_name | default: 'there'}},\n\nour call today was not what you should expect of us, and I am sorry.\n\nI have asked one person here to look into it and to come back to you very soon. If you would rather say more yourself first, just answer this email.\n\n{{contact.owner.name | default: variables.business}}",
        },
        on_success: "in_time",
        on_error: "in_time",
      },
      {
        id: "in_time",
        type: "wait_for_event",
        name: "Is it dealt with in time?",
        event_types: ["task.completed"],
        match: { task_id: "{{steps.task.output.task_id}}" },
        timeout: { value: 4, unit: "hours" },
        on_event: "close",
        on_timeout: "escalate",
      },
      {
        id: "escalate",
        type: "action",
        name: "Tell everybody",
        action_id: "slack.post_message",
        config: {
          channel: "#customer-care",
          message:
            "Still open: {{contact.name | default: contact.phone}} has been waiting since the call. Who takes it?",
        },
        on_success: "bell",
        on_error: "bell",
      },
      {
        id: "bell",
        type: "action",
        name: "And under the bell",
        action_id: "create_notification",
        config: {
          title: "An unhappy customer is waiting",
          message: "{{contact.name | default: contact.phone}} has been waiting since the call. Who takes it?",
        },
        on_success: "at_last",
        on_error: "at_last",
      },
      {
        id: "at_last",
        type: "wait_for_event",
        name: "Until it is",
        event_types: ["task.completed"],
        match: { task_id: "{{steps.task.output.task_id}}" },
        timeout: { value: 14, unit: "days" },
        on_event: "close",
        on_timeout: "never_closed",
      },
      {
        id: "close",
        type: "action",
        name: "The complaint is closed",
        action_id: "remove_tag",
        config: { tags: "open complaint" },
        on_success: "end",
      },
      {
        id: "never_closed",
        type: "end",
        name: "Not closed",
        reason: "nobody dealt with it in two weeks: the tag stays",
      },
    ],
  },
};
