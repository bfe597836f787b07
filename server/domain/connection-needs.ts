import type { FlowDefinition } from "./flow";

/** What a flow may need connected, each of which works in the sandbox until it is. */
export type ConnectionNeed = {
  key: string;
  title: string;
  /** Where it goes as long as nothing is connected. */
  sandbox: string;
};

const NEEDS: readonly (ConnectionNeed & { actions: RegExp })[] = [
  {
    key: "email",
    title: "Email",
    sandbox: "Emails land in the Outbox, where you can answer them.",
    actions: /^(?:send_(?:welcome_)?email|send_survey)$/,
  },
  {
    key: "sms",
    title: "SMS",
    sandbox: "SMS land in the Outbox, where you can answer them.",
    actions: /^send_sms$/,
  },
  {
    key: "voice",
    title: "Phone calls",
    sandbox: "Calls stand in the Outbox, where you say how they went.",
    actions: /^make_call$/,
  },
  {
    key: "slack",
    title: "Slack",
    sandbox: "Slack messages land in the Outbox.",
    actions: /^slack\./,
  },
  {
    key: "google_calendar",
    title: "Google Calendar",
    sandbox: "Calendar entries are kept in Baton.",
    actions: /^google_calendar\./,
  },
];

/** In words; a key that nobody here knows stands for itself. */
export const connectionNeed = (key: string): ConnectionNeed =>
  NEEDS.find((need) => need.key === key) ?? { key, title: key, sandbox: "It works in the sandbox." };

/** What the actions of a flow send by. */
export function connectionNeeds({ steps, error_handlers }: FlowDefinition): string[] {
  const actions = [...steps, ...error_handlers].flatMap((step) =>
    step.type === "action" ? [step.action_id] : [],
  );
  return NEEDS.filter((need) => actions.some((action) => need.actions.test(action))).map(({ key }) => key);
}
