import { appointmentDocument, appointmentDocumentSchema } from "@/server/domain/appointment";
import { getAppointment } from "@/server/features/appointments/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const appointmentGet = restRoute(
  {
    method: "GET",
    path: "/api/appointments/{id}",
    tag: "Appointments",
    summary: "Get an appointment",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The appointment.", schema: appointmentDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({
    body: appointmentDocument(await getAppointment(workspaceId, id)),
  }),
);
