import {
  appointmentChangeSchema,
  appointmentDocument,
  appointmentDocumentSchema,
} from "@/server/domain/appointment";
import { changeAppointment } from "@/server/features/appointments/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** The same under both verbs: what is left out stays. */
export const appointmentChange = { put: changeBy("PUT"), patch: changeBy("PATCH") };

function changeBy(method: "PUT" | "PATCH") {
  return restRoute(
    {
      method,
      path: "/api/appointments/{id}",
      tag: "Appointments",
      summary: "Change an appointment",
      description:
        "What is left out stays. A new start emits appointment.rescheduled; the status cancelled, completed, no_show or booked an event of its own.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: appointmentChangeSchema,
      success: {
        status: 200,
        description: "The appointment as it is now.",
        schema: appointmentDocumentSchema,
      },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body }) => ({
      body: appointmentDocument(await changeAppointment(workspaceId, credential, id, body)),
    }),
  );
}
