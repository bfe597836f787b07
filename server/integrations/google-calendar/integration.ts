import type { Integration } from "../integration";
import { createEvent } from "./actions/create-event";

export const googleCalendar: Integration = {
  key: "google_calendar",
  title: "Google Calendar",
  description: "Entries of a calendar. Until Google is connected, they are kept in the sandbox.",
  icon: "calendar-days",
  actions: [createEvent],
};
