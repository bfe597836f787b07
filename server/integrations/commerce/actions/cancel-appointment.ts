import * as z from "zod";
import { appointmentDocument } from "@/server/domain/appointment";
import { changeAppointment } from "@/server/records/appointment";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { appointmentInput } from "../appointment-input";
import { refusedAsStep } from "../refused-as-step";
import { sampleAppointment } from "../sample-appointment";

/** Cancels an appointment, with a reason that its event tells. */
export const cancelAppointment = defineAction({
  key: "cancel_appointment",
  title: "Cancel appointment",
  description: "Cancels an appointment that is booked.",
  category: "commerce",
  icon: "calendar-x",
  input: z.object({
    appointment: appointmentInput,
    reason: z.string().max(1_000).optional().meta({ title: "Reason", widget: "text" }),
  }),
  aliases: { appointment_id: "appointment", id: "appointment" },
  fill: ["appointment_id"],
  sampleOutput: {
    ...sampleAppointment,
    appointment_id: sampleAppointment.id,
    status: "cancelled",
    reason: "customer asked",
  },
  effect: "internal",
  async run({ appointment, reason }, ctx) {
    const cancelling = changeAppointment(
      stepTransaction(ctx),
      ctx.workspaceId,
      appointment,
      { status: "cancelled", reason },
      stepCause(ctx),
    );
    const after = await refusedAsStep("Appointment not cancelled", cancelling, {
      not_found: "appointment_not_found",
      conflict: "status_not_possible",
    });
    return { ...appointmentDocument(after), appointment_id: after.id };
  },
});
