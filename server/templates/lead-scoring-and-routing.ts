import { SAMPLE_TASK } from "./sample-call";
import { leadContact, maria } from "./sample-people";
import type { Template } from "./template";

const lead = {
  ...maria,
  lead_id: "lead_2041",
  kind: "lead",
  status: "qualified",
  source: "website",
  tags: ["website"],
};
const knows = (more: Record<string, string | number | string[] | Record<string, string | number>>) => ({
  ...leadContact,
  fields: { ...leadContact.fields, ...more },
});
const touched = {
  after: { value: 5, unit: "minutes" as const },
  kind: "event" as const,
  type: "task.completed",
  payload: { ...maria, task_id: SAMPLE_TASK, title: "Call", status: "done", completed_by: "Ada Lovelace" },
};

export const leadScoringAndRouting: Template = {
  slug: "lead-scoring-and-routing",
  name: "Lead scoring and routing",
  description:
    "A qualified lead is scored by your rules. The best go to your senior people, those in between to the team in turn, cold ones into nurturing. Whoever gets a lead has fifteen minutes; then the next one gets it. An owner that is there already stays.",
  category: "sales",
  needs: {
    connections: [],
    fields: [
      "An owner pool for the best leads",
      "An owner pool for the others",
      "What your scoring rules look at",
    ],
  },
  questions: [
    {
      id: "senior",
      label: "Who gets the best leads?",
      kind: "pool",
      initial: null,
      sets: ["steps.senior.config.pool"],
    },
    {
      id: "team",
      label: "Who gets the others?",
      kind: "pool",
      initial: null,
      sets: ["steps.team.config.pool", "steps.next_in_turn.config.pool"],
    },
    {
      id: "time",
      label: "How long may a lead lie untouched?",
      kind: "duration",
      initial: null,
      sets: ["steps.touched.timeout"],
    },
    {
      id: "nurture",
      label: "Which flow looks after cold leads?",
      help: "Its name. When there is none, they become a task.",
      kind: "text",
      initial: null,
      sets: ["steps.nurture.config.flow"],
    },
  ],
  samples: [
    {
      name: "A strong lead, called within five minutes",
      type: "lead.qualified",
      payload: lead,
      contact: knows({ priority: "high", fields: { company: "Lopez Interiors", budget: 12_000 } }),
      happenings: [touched],
    },
    {
      name: "One in between, untouched",
      type: "lead.qualified",
      payload: lead,
      contact: knows({ fields: { company: "Lopez Interiors" } }),
    },
    {
      name: "A cold lead",
      type: "lead.qualified",
      payload: lead,
      contact: knows({ tags: ["not now"] }),
    },
  ],
  outcome:
    "The lead goes to the senior pool, its new owner gets a task, and it is done within fifteen minutes.",
  document: {
    trigger: { type: "event", event_types: ["lead.qualified"] },
    variables: {},
    // A score that changes again routes nobody again.
    settings: { reentry: "one_active_per_contact", cool_down: { value: 1, unit: "days" } },
    steps: [
      {
        id: "score",
        type: "action",
        name: "Calculate the score",
        action_id: "calculate_lead_score",
        config: {
          rules: [
            { field: "email", operator: "exists", points: 20 },
            { field: "phone", operator: "exists", points: 25 },
            { field: "fields.company", operator: "exists", points: 10 },
            { field: "fields.budget", operator: "gte", value: 5000, points: 25 },
            { field: "last_sentiment", operator: "equals", value: "positive", points: 10 },
            { field: "priority", operator: "in", value: "high, urgent", points: 10 },
            { field: "tags", operator: "contains", value: "not now", points: -30 },
          ],
        },
        on_success: "how_good",
      },
      {
        id: "how_good",
        type: "branch",
        name: "How good is it?",
        cases: [
          {
            id: "best",
            name: "Over 80",
            condition: { field: "steps.score.output.score", operator: "gt", value: 80 },
            target: "senior",
          },
          {
            id: "cold",
            name: "Under 50",
            condition: { field: "steps.score.output.score", operator: "lt", value: 50 },
            target: "nurture",
          },
        ],
        on_default: "team",
      },
      {
        id: "senior",
        type: "action",
        name: "To a senior person",
        action_id: "assign_owner",
        config: { pool: "Senior" },
        on_success: "task",
        on_error: "nobody",
      },
      {
        id: "team",
        type: "action",
        name: "To the next in turn",
        action_id: "assign_owner",
        config: { pool: "Sales" },
        on_success: "task",
        on_error: "nobody",
      },
      {
        id: "task",
        type: "action",
        name: "Give the owner a task",
        action_id: "create_task",
        config: {
          title: "Call {{contact.name | default: contact.phone | default: contact.email}} now",
          description: "Score {{steps.score.output.score}}. {{reason}}.",
          priority: "high",
          due_date: "{{now + 15 minutes}}",
          assignee: "{{owner_email}}",
        },
        on_success: "touched",
      },
      {
        id: "touched",
        type: "wait_for_event",
        name: "Touched in time?",
        event_types: ["task.completed", "lead.status_changed", "appointment.booked"],
        timeout: { value: 15, unit: "minutes" },
        on_event: "end",
        on_timeout: "next_in_turn",
      },
      {
        id: "next_in_turn",
        type: "action",
        name: "The next one gets it",
        action_id: "assign_owner",
        config: { pool: "Sales", keep_owner: false },
        on_success: "hand_over",
        on_error: "nobody",
      },
      {
        id: "hand_over",
        type: "action",
        name: "With the task",
        action_id: "assign_task",
        config: {
          task: "{{steps.task.output.task_id}}",
          assignee: "{{steps.next_in_turn.output.owner_email}}",
        },
        on_success: "tell",
        on_error: "tell",
      },
      {
        id: "tell",
        type: "action",
        name: "Tell them",
        action_id: "create_notification",
        config: {
          title: "A lead is waiting for you",
          message:
            "{{contact.name | default: contact.phone | default: contact.email}} was not called in time, and is yours now.",
          to: "{{steps.next_in_turn.output.owner_email}}",
        },
        on_success: "end",
      },
      {
        id: "nobody",
        type: "action",
        name: "Nobody is available",
        action_id: "create_task",
        config: {
          title: "Nobody is free for {{contact.name | default: contact.phone | default: contact.email}}",
          description: "{{error.message}}",
          priority: "urgent",
          due_date: "{{now + 1 hour}}",
        },
        on_success: "end",
      },
      {
        id: "nurture",
        type: "action",
        name: "Into nurturing",
        action_id: "start_flow",
        config: {
          flow: "Lead nurture sequence",
          payload: { name: "{{contact.name}}", email: "{{contact.email}}", phone: "{{contact.phone}}" },
        },
        on_success: "end",
        on_error: "nurture_by_hand",
      },
      {
        id: "nurture_by_hand",
        type: "action",
        name: "By hand, without such a flow",
        action_id: "create_task",
        config: {
          title: "Keep in touch with {{contact.name | default: contact.email | default: contact.phone}}",
          description: "Score {{steps.score.output.score}}. {{error.message}}",
          priority: "low",
          due_date: "{{now + 7 days}}",
        },
        on_success: "end",
      },
    ],
  },
};
