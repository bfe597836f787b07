import type { Integration } from "../integration";
import { postMessage } from "./actions/post-message";

export const slack: Integration = {
  key: "slack",
  title: "Slack",
  description: "Messages to your team's channels. Until Slack is connected, they land in the Outbox.",
  icon: "hash",
  actions: [postMessage],
};
