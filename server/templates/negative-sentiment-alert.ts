import { callWithMaria, TUESDAY } from "./sample-call";
import { mariaContact } from "./sample-people";
import type { Template } from "./template";

const mood = { sentiment: "negative", sentiment_score: -4, sentiment_by: "rule-based" };

export const negativeSentimentAlert: Template = {
  slug: "negative-sentiment-alert",
  name: "Negative sentiment alert",
  description:
    "A call or a message that sounds unhappy is under everybody's bell at once, and the contact's owner gets the words by email. Nothing is sent to the customer. One alert per customer within a few hours, however much they write.",
  category: "calls",
  needs: { connections: ["email"], fields: ["Call transcripts or messages", "The contact's owner"] },
  questions: [
    {
      id: "window",
      label: "How long is a customer quiet after an alert?",
      help: "So that ten angry messages are one alert.",
      kind: "duration",
      initial: null,
      sets: ["settings.cool_down"],
    },
    {
      id: "otherwise",
      label: "Who gets the email when nobody owns the contact?",
      help: "An email address. Left empty: nobody, the bell has to do.",
      kind: "text",
      optional: true,
      initial: "",
      sets: ["variables.fallback_email"],
    },
  ],
  samples: [
    {
      name: "An unhappy call",
      type: "call.analyzed",
      payload: {
        ...callWithMaria,
        ...mood,
        status: "completed",
        transcript: "I have waited for two weeks and want my money back.",
      },
      at: TUESDAY,
      contact: mariaContact,
    },
    {
      name: "An unhappy message of somebody without an owner",
      type: "message.received",
      payload: {
        ...{ customer_id: callWithMaria.customer_id, name: callWithMaria.name },
        ...{ email: callWithMaria.email, phone: callWithMaria.phone },
        ...{ message_id: "msg_31", channel: "email", from: callWithMaria.email, body: "This is terrible." },
        ...mood,
      },
      at: TUESDAY,
      contact: { ...mariaContact, fields: { ...mariaContact.fields, owner: null } },
    },
  ],
  outcome: "A notification for everybody and an email to the owner, both at once.",
  document: {
    trigger: {
      type: "event",
      event_types: ["call.analyzed", "message.received"],
      filter: { field: "sentiment", operator: "equals", value: "negative" },
    },
    variables: { fallback_email: "" },
    settings: { reentry: "one_active_per_contact", cool_down: { value: 4, unit: "hours" } },
    steps: [
      {
        id: "bell",
        type: "action",
        name: "Under everybody's bell",
        action_id: "create_notification",
        config: {
          title: "{{contact.name | default: contact.phone | default: contact.email}} sounds unhappy",
          message: "{{trigger.body | default: trigger.transcript | truncate: 400}}",
        },
        on_success: "whom",
      },
      {
        id: "whom",
        type: "condition",
        name: "Is there somebody to write to?",
        condition: {
          or: [
            { field: "contact.owner.email", operator: "exists" },
            { field: "variables.fallback_email", operator: "exists" },
          ],
        },
        on_true: "email",
        on_false: "end",
      },
      {
        id: "email",
        type: "action",
        name: "Tell the owner by email",
        action_id: "send_email",
        config: {
          to: "{{contact.owner.email | default: variables.fallback_email}}",
          purpose: "transactional",
          subject: "{{contact.name | default: contact.phone | default: contact.email}} sounds unhappy",
          body: "They said:\n\n{{trigger.body | default: trigger.transcript | truncate: 2000}}\n\nTold by word lists, score {{trigger.sentiment_score}}: read it before you call.",
        },
        on_success: "end",
        on_error: "end",
      },
    ],
  },
};
