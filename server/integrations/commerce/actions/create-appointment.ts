import * as z from "zod";
import { appointmentDocument, newAppointmentSchema } from "@/server/domain/appointment";
import { createAppointment as insertAppointment } from "@/server/records/appointment";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactAliases, contactFill, contactInputs } from "../contact-inputs";
import { refusedAsStep } from "../refused-as-step";
import { sampleAppointment } from "../sample-appointment";

const { title, starts_at, ends_at, duration_minutes, timezone, location, service, notes, external_id } =
  newAppointmentSchema.shape;

/** Books an appointment with a contact. One with the same id of its own is answered, not booked again. */
export const createAppointment = defineAction({
  key: "create_appointment",
  title: "Book appointment",
  description: "Books an appointment with a contact.",
  category: "commerce",
  icon: "calendar-plus",
  input: z.object({
    title: title.meta({ title: "Title", placeholder: "Consultation", widget: "text" }),
    starts_at: starts_at.meta({
      title: "Starts",
      description: "Without an offset it is the time in the appointment's time zone.",
      placeholder: "{{now + 3 days}}",
      widget: "datetime",
    }),
    duration_minutes: duration_minutes.meta({ title: "Minutes", placeholder: "30", widget: "number" }),
    ends_at: ends_at.meta({ title: "Or ends", widget: "datetime" }),
    timezone: timezone.meta({
      title: "Time zone",
      description: "The workspace's unless it is said.",
      widget: "zone",
    }),
    location: location.meta({ title: "Location", placeholder: "Video call", widget: "text" }),
    service: service.meta({
      title: "Service",
      description: "What is done then. When it has taken place, service.completed tells of it.",
      placeholder: "Installation",
      widget: "text",
    }),
    notes: notes.meta({ title: "Notes", widget: "textarea" }),
    ...contactInputs,
    external_id: external_id.meta({ title: "Your id", widget: "text" }),
  }),
  aliases: {
    ...contactAliases,
    id: "external_id",
    start_time: "starts_at",
    end_time: "ends_at",
    duration: "duration_minutes",
  },
  fill: [...contactFill, "title", "starts_at", "ends_at", "location"],
  sampleOutput: { ...sampleAppointment, appointment_id: sampleAppointment.id, created: true },
  effect: "internal",
  async run(input, ctx) {
    const booking = insertAppointment(stepTransaction(ctx), ctx.workspaceId, input, stepCause(ctx), {
      contactId: ctx.contactId,
    });
    const { made, record } = await refusedAsStep("Appointment not booked", booking);
    return { ...appointmentDocument(record), appointment_id: record.id, created: made === "created" };
  },
});
