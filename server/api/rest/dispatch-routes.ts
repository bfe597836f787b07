import { dispatchActions } from "./dispatch-actions";

/** One thing under two addresses. */
export const dispatchRoutes = {
  events: dispatchActions("/api/events/automation"),
  plugins: dispatchActions("/api/plugins/events/automation"),
};
