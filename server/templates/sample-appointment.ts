import { maria } from "./sample-people";

/** An appointment of Maria's as events bring it, without its time and what became of it. */
export const consultation = {
  ...maria,
  appointment_id: "appt_7",
  title: "Consultation",
  timezone: "America/Los_Angeles",
  location: "12 Market Street",
};
