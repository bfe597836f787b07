import * as z from "zod";
import { appointmentDocument, appointmentStatuses, newAppointmentSchema } from "@/server/domain/appointment";
import { changeAppointment } from "@/server/records/appointment";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { appointmentInput } from "../appointment-input";
import { refusedAsStep } from "../refused-as-step";
import { sampleAppointment } from "../sample-appointment";

const { title, starts_at, ends_at, duration_minutes, timezone, location, service, notes } =
  newAppointmentSchema.partial().shape;

/** Moves an appointment, or says what became of it. What is left out stays. */
export const updateAppointment = defineAction({
  key: "update_appointment",
  title: "Update appointment",
  description: "Moves an appointment, or says what became of it.",
  category: "commerce",
  icon: "calendar-clock",
  input: z.object({
    appointment: appointmentInput,
    status: z
      .enum(appointmentStatuses, `Has to be ${appointmentStatuses.join(", ")}.`)
      .optional()
      .meta({ title: "Status", widget: "select" }),
    starts_at: starts_at.meta({ title: "New start", widget: "datetime" }),
    ends_at: ends_at.meta({
      title: "New end",
      description: "Left out: it keeps its length.",
      widget: "datetime",
    }),
    duration_minutes: duration_minutes.meta({ title: "Minutes", widget: "number" }),
    timezone: timezone.meta({ title: "Time zone", widget: "zone" }),
    title: title.meta({ title: "Title", widget: "text" }),
    location: location.meta({ title: "Location", widget: "text" }),
    service: service.meta({ title: "Service", widget: "text" }),
    notes: notes.meta({ title: "Notes", widget: "textarea" }),
  }),
  aliases: { appointment_id: "appointment", id: "appointment", start_time: "starts_at", end_time: "ends_at" },
  fill: ["appointment_id"],
  sampleOutput: { ...sampleAppointment, appointment_id: sampleAppointment.id },
  effect: "internal",
  async run({ appointment, ...change }, ctx) {
    const changing = changeAppointment(
      stepTransaction(ctx),
      ctx.workspaceId,
      appointment,
      change,
      stepCause(ctx),
    );
    const after = await refusedAsStep("Appointment not changed", changing, {
      not_found: "appointment_not_found",
      conflict: "status_not_possible",
    });
    return { ...appointmentDocument(after), appointment_id: after.id };
  },
});
