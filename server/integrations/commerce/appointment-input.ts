import * as z from "zod";

/** Which appointment: as a step says it. */
export const appointmentInput = z
  .string({ error: "Say which appointment." })
  .min(1, "Say which appointment.")
  .max(200)
  .meta({
    title: "Appointment",
    description: "Its id, or the id that it was posted with.",
    placeholder: "{{trigger.appointment_id}}",
    widget: "text",
  });
