import {
  appointmentDocument,
  appointmentDocumentSchema,
  newAppointmentSchema,
} from "@/server/domain/appointment";
import { createAppointment } from "@/server/features/appointments/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const appointmentCreate = restRoute(
  {
    method: "POST",
    path: "/api/appointments",
    tag: "Appointments",
    summary: "Create an appointment",
    description:
      "Emits appointment.booked. Times without an offset are those of timezone, which is the workspace's unless it is sent. An id that is there already is refused with its existing_id.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newAppointmentSchema,
    idempotent: true,
    success: { status: 201, description: "The new appointment.", schema: appointmentDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const appointment = await createAppointment(workspaceId, credential, body, idempotencyKeyOf(headers));
    return {
      headers: { location: `/api/appointments/${appointment.id}` },
      body: appointmentDocument(appointment),
    };
  },
);
