import { callWithMaria, TUESDAY } from "./sample-call";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

const call = {
  ...callWithMaria,
  status: "completed",
  transcript: "Yes, send me the offer by Thursday. And please without the delivery.",
};

export const postCallSummaryTask: Template = {
  slug: "post-call-summary-task",
  name: "Post-call summary task",
  description:
    "After a call of some length its owner has a task with who it was, how long it took, how it sounded and what was said, so that nothing agreed on the phone is forgotten. Short calls and wrong numbers make no work.",
  category: "calls",
  needs: { connections: [], fields: ["Call transcripts", "The contact's owner"] },
  questions: [
    {
      id: "length",
      label: "From how many seconds on is a call worth a summary?",
      kind: "number",
      min: 0,
      max: 3600,
      initial: null,
      sets: ["variables.shortest"],
    },
    {
      id: "due",
      label: "By when is the task due?",
      kind: "duration",
      initial: { value: 1, unit: "days" },
      sets: ["variables.due"],
    },
    {
      id: "assignee",
      label: "Who gets the task?",
      help: "Left empty: the owner of the contact.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.task.config.assignee"],
    },
  ],
  samples: [
    {
      name: "A call with a mood",
      type: "call.completed",
      payload: call,
      at: TUESDAY,
      contact: mariaContact,
      happenings: [
        {
          after: { value: 30, unit: "seconds" },
          kind: "event",
          type: "call.analyzed",
          payload: { ...call, sentiment: "positive", sentiment_score: 2, sentiment_by: "rule-based" },
        },
      ],
    },
    {
      name: "Not analysed",
      type: "call.completed",
      payload: call,
      at: TUESDAY,
      contact: mariaContact,
    },
    {
      name: "A wrong number",
      type: "call.completed",
      payload: { ...call, duration_seconds: 6, transcript: "Sorry, wrong number." },
      at: TUESDAY,
      contact: mariaContact,
    },
  ],
  outcome: "A task for the owner with the words and the mood of the call, as soon as it is analysed.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.completed"],
      filter: { field: "status", operator: "equals", value: "completed" },
    },
    variables: { shortest: 20, due: "1 days" },
    settings: { reentry: "always" },
    steps: [
      {
        id: "long_enough",
        type: "condition",
        name: "Long enough?",
        condition: { field: "duration_seconds", operator: "gte", value: "{{variables.shortest}}" },
        on_true: "mood",
        on_false: "too_short",
      },
      { id: "too_short", type: "end", name: "Too short", reason: "too short to be worth a summary" },
      {
        id: "mood",
        type: "wait_for_event",
        name: "Until it is analysed",
        event_types: ["call.analyzed"],
        match: { call_id: "{{trigger.call_id}}" },
        timeout: { value: 5, unit: "minutes" },
        on_event: "task",
        on_timeout: "task",
      },
      {
        id: "task",
        type: "action",
        name: "Summary as a task",
        action_id: "create_task",
        config: {
          title: "After the call with {{contact.name | default: contact.phone}}: what was agreed?",
          description:
            "{{trigger.direction | default: 'outbound' | capitalize}} call of {{trigger.duration_seconds | divided_by: 60.0 | round: 1}} minutes, sounding {{steps.mood.output.sentiment | default: 'neither good nor bad'}}.\n\n{{trigger.transcript | default: 'No transcript: write down what you remember.' | truncate: 3000}}",
          due_date: "{{now | shift_time: variables.due}}",
          assignee: "{{contact.owner.email}}",
        },
        on_success: "end",
      },
    ],
  },
};
