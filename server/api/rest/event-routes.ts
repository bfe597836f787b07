import { sendEvent } from "./send-event";

/** One thing under three addresses. */
export const eventRoutes = {
  api: sendEvent(
    "/api/v1/events",
    "Starts every active flow that this event triggers, and ends waits for it.",
  ),
  alias: sendEvent("/api/events", "Another name of /api/v1/events, for servers."),
  platform: sendEvent(
    "/plugins/automation/webhook",
    "Where a platform posts its events; the same as /api/v1/events, for servers.",
  ),
};
