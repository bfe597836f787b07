import { businessName } from "./business-name";
import { SAMPLE_TASK } from "./sample-call";
import type { Template } from "./template";

const fired = {
  scheduled_for: "2026-03-09T16:00:00.000Z",
  fired_at: "2026-03-09T16:00:00.000Z",
  cron: "0 9 * * 1",
  timezone: "America/Los_Angeles",
};
const at = fired.fired_at;
const approved = (hours: number) => ({
  after: { value: hours, unit: "hours" as const },
  kind: "event" as const,
  type: "task.completed",
  payload: { task_id: SAMPLE_TASK, title: "Approve", status: "done", completed_by: "Ada Lovelace" },
});
export const weeklyContent: Template = {
  slug: "weekly-content",
  name: "Weekly content",
  description:
    "Every Monday the next of four texts is taken: a short one goes to your team for the social channels, somebody approves the email, and everybody who agreed to your news gets it. Without approval nothing is sent. Replace the texts by your own, or by message templates called weekly_1 to weekly_4.",
  category: "marketing",
  needs: {
    connections: ["email", "slack"],
    fields: ["Contacts with consent to marketing by email", "The tag of those who read your news"],
  },
  questions: [
    businessName,
    {
      id: "when",
      label: "When is it sent?",
      kind: "choice",
      choices: [
        { value: "0 9 * * 1", label: "Mondays at nine" },
        { value: "0 9 * * 3", label: "Wednesdays at nine" },
        { value: "0 9 * * 5", label: "Fridays at nine" },
      ],
      initial: "0 9 * * 1",
      sets: ["trigger.cron"],
    },
    {
      id: "tag",
      label: "Which tag have those who read your news?",
      kind: "text",
      initial: null,
      sets: ["steps.find.config.tag"],
    },
    {
      id: "approver",
      label: "Who approves it?",
      help: "Left empty: whoever takes the task.",
      kind: "member",
      optional: true,
      initial: "",
      sets: ["steps.approve.config.assignee"],
    },
  ],
  samples: [
    {
      name: "Approved within two hours",
      type: "schedule.fired",
      payload: fired,
      at,
      happenings: [approved(2)],
    },
    { name: "Nobody approves it", type: "schedule.fired", payload: fired, at },
    ...[1, 2, 3].map((week) => {
      const monday = new Date(Date.parse(at) + week * 7 * 86_400_000).toISOString();
      return {
        name: `The text ${week === 1 ? "of the next week" : `${week} weeks later`}`,
        type: "schedule.fired",
        payload: { ...fired, scheduled_for: monday, fired_at: monday },
        at: monday,
        happenings: [approved(2)],
      };
    }),
  ],
  outcome:
    "The team gets the short text and an editor the task to approve; two hours later every reader has the email.",
  document: {
    trigger: { type: "schedule", cron: "0 9 * * 1", timezone: "America/Los_Angeles" },
    variables: { business: "Bright Home", week: 0, subject: "", text: "", short: "" },
    settings: {},
    steps: [
      {
        id: "count",
        type: "set_variables",
        name: "Which week is it?",
        variables: { week: "{{now | date: '%s' | divided_by: 604800 | floor | modulo: 4 | plus: 1}}" },
        on_success: "which",
      },
      {
        id: "which",
        type: "branch",
        name: "Take the next text",
        cases: [2, 3, 4].map((week) => ({
          id: `week_${week}`,
          name: `Text ${week}`,
          condition: { field: "variables.week", operator: "equals", value: week },
          target: `text_${week}`,
        })),
        on_default: "text_1",
      },
      text(1, {
        subject: "One question that saves you money",
        text: "before you buy anything from us or anybody else, ask one question: what does it cost me in three years, with everything?\n\nThe cheapest offer is often the dearest by then. We are glad to do the sum with you, also for an offer that is not ours.",
        short: "Before you buy: ask what it costs in three years, with everything. We do the sum with you.",
      }),
      text(2, {
        subject: "What our customers asked most this month",
        text: "three questions came up again and again this month: how long does it take, what happens when something breaks, and can I change my mind?\n\nThe short answers: less than you fear, we come, and yes. The long ones you get from a person: just answer this email.",
        short:
          "How long does it take? What if it breaks? Can I change my mind? Our answers to your top three.",
      }),
      text(3, {
        subject: "A look behind the scenes",
        text: "this week we show who is behind {{variables.business}}: the people you write to, who plan, build and pick up the phone.\n\nIf you have ever wondered who reads your emails: it is one of them. Say hello, they like it.",
        short: "Who picks up when you call? This week: a look behind the scenes.",
      }),
      text(4, {
        subject: "One thing you can do yourself",
        text: "you do not need us for everything. Take ten minutes this week, look over what you bought a year ago, and write down what annoys you about it.\n\nMost of it can be put right easily. Send us the list, and we will tell you honestly what you can do without us.",
        short:
          "Ten minutes, one list: what annoys you about what you bought a year ago? Most of it is easily mended.",
      }),
      {
        id: "share",
        type: "action",
        name: "The short text for the social channels",
        action_id: "slack.post_message",
        config: {
          channel: "#marketing",
          message:
            "This week's post, ready to copy:\n> {{variables.short}}\nThe email “{{variables.subject}}” waits for approval.",
        },
        on_success: "approve",
        on_error: "approve",
      },
      {
        id: "approve",
        type: "action",
        name: "Have it approved",
        action_id: "create_task",
        config: {
          title: "Approve this week's email: {{variables.subject}}",
          description:
            "Complete this task and it is sent. Leave it open, and it is not.\n\n{{variables.text}}",
          due_date: "{{now + 1 day}}",
          assignee: "",
        },
        on_success: "approved",
      },
      {
        id: "approved",
        type: "wait_for_event",
        name: "Two days for the approval",
        event_types: ["task.completed"],
        match: { task_id: "{{steps.approve.output.task_id}}" },
        same_contact: false,
        timeout: { value: 2, unit: "days" },
        on_event: "find",
        on_timeout: "not_approved",
      },
      {
        id: "not_approved",
        type: "action",
        name: "Say that it was not sent",
        action_id: "create_notification",
        config: {
          title: "This week's email was not sent",
          message: "Nobody approved “{{variables.subject}}”. The next text comes in a week.",
        },
        on_success: "end",
      },
      {
        id: "find",
        type: "action",
        name: "Who reads it?",
        action_id: "find_contacts",
        config: { tag: "newsletter", consent: "email", limit: 1000 },
        on_success: "each",
      },
      {
        id: "each",
        type: "for_each",
        name: "Each of them",
        items: "{{steps.find.output.contacts}}",
        body: "email",
        concurrency: 10,
        on_item_error: "continue",
        on_success: "end",
      },
      {
        id: "email",
        type: "action",
        name: "Send the email",
        description: "A message template of this name goes before the text above.",
        action_id: "send_email",
        config: {
          to: "{{item.email}}",
          purpose: "marketing",
          template: "weekly_{{variables.week}}",
          subject: "{{variables.subject}}",
          body: "Hi{% if item.name != blank %} {{item.name | split: ' ' | first}}{% endif %},\n\n{{variables.text}}\n\nSee you next week\n{{variables.business}}",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};

function text(week: number, variables: { subject: string; text: string; short: string }) {
  return {
    id: `text_${week}`,
    type: "set_variables",
    name: `Text ${week}: ${variables.subject}`,
    variables,
    on_success: "share",
  };
}
