import type { StarterTemplate } from "./template";

export const lookAfterLargeOrders: StarterTemplate = {
  slug: "look-after-large-orders",
  name: "Look after large orders",
  description:
    "An order is completed: a person calls when it is large, everyone is thanked and asked how it went.",
  document: {
    trigger: { type: "event", event_types: ["order.completed"], plugin_id: "platform" },
    variables: { large_order: 100 },
    steps: [
      {
        id: "how_large",
        type: "branch",
        name: "How large is the order",
        cases: [
          {
            id: "large",
            name: "100 or more",
            condition: { field: "total", operator: "gte", value: "{{variables.large_order}}" },
            target: "call",
          },
        ],
        on_default: "thank",
      },
      {
        id: "call",
        type: "action",
        name: "Have someone call",
        action_id: "create_task",
        config: {
          title: "Thank {{trigger.name}} in person for order {{trigger.order_id}} ({{trigger.total}})",
          priority: "high",
          due_date: "{{now + 1 day}}",
        },
        on_success: "thank",
      },
      {
        id: "thank",
        type: "action",
        name: "Thank by SMS",
        action_id: "send_sms",
        config: {
          to: "{{trigger.phone}}",
          purpose: "transactional",
          message: "Hi {{trigger.name}}, thank you for order {{trigger.order_id}}. It was a pleasure.",
        },
        on_success: "pause",
        on_error: "pause",
      },
      {
        id: "pause",
        type: "delay",
        name: "Wait 20 seconds",
        description: "So that one can watch it. Make it a week in real life.",
        for: { value: 20, unit: "seconds" },
        on_success: "ask",
      },
      {
        id: "ask",
        type: "action",
        name: "Ask how it went",
        action_id: "send_email",
        config: {
          to: "{{trigger.email}}",
          subject: "How was order {{trigger.order_id}}?",
          body: "Hello {{trigger.name}},\n\nis everything as you hoped? Reply to this email: a person reads it.",
        },
        on_success: "end",
      },
    ],
  },
};
