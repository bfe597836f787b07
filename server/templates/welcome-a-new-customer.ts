import type { StarterTemplate } from "./template";

export const welcomeANewCustomer: StarterTemplate = {
  slug: "welcome-a-new-customer",
  name: "Welcome a new customer",
  description: "A customer is created: send a welcome email a few seconds later and plan a follow-up call.",
  document: {
    trigger: { type: "event", event_types: ["customer.created"], plugin_id: "platform" },
    steps: [
      {
        id: "has_email",
        type: "condition",
        name: "Has an email address",
        condition: { field: "email", operator: "exists" },
        on_true: "pause",
        on_false: "ask_for_email",
      },
      {
        id: "pause",
        type: "delay",
        name: "Wait 20 seconds",
        description: "So that one can watch it. Make it an hour or a day in real life.",
        for: { value: 20, unit: "seconds" },
        on_success: "welcome",
      },
      {
        id: "welcome",
        type: "action",
        name: "Send the welcome email",
        action_id: "send_email",
        config: {
          to: "{{trigger.email}}",
          subject: "Welcome, {{trigger.name | default: 'and thank you'}}!",
          body: "Hello {{trigger.name | default: 'there'}},\n\nit is good to have you with us. Reply to this email if there is anything we can do.",
        },
        on_success: "follow_up",
      },
      {
        id: "follow_up",
        type: "action",
        name: "Plan a follow-up call",
        action_id: "create_task",
        config: {
          title: "Call {{trigger.name | default: trigger.email}} and ask how it goes",
          due_date: "{{now + 3 days}}",
        },
        on_success: "end",
      },
      {
        id: "ask_for_email",
        type: "action",
        name: "Ask for an email address",
        action_id: "create_task",
        config: {
          title: "Ask {{trigger.name | default: 'the new customer'}} for an email address",
          priority: "high",
          due_date: "{{now + 1 day}}",
        },
        on_success: "end",
      },
    ],
  },
};
