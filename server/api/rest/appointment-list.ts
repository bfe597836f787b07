import * as z from "zod";
import {
  appointmentDocument,
  appointmentDocumentSchema,
  appointmentStatuses,
} from "@/server/domain/appointment";
import { timeField } from "@/server/domain/time-field";
import { appointmentCursorSchema, listAppointments } from "@/server/features/appointments/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

const instant = timeField.optional();

export const appointmentList = restRoute(
  {
    method: "GET",
    path: "/api/appointments",
    tag: "Appointments",
    summary: "List appointments",
    description: "In the order of their start.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      status: z
        .enum(appointmentStatuses, `Has to be ${appointmentStatuses.join(", ")}.`)
        .optional()
        .meta({ description: "Only appointments with this status." }),
      from: instant.meta({ description: "Only those that end after this." }),
      until: instant.meta({ description: "Only those that start before this." }),
      order: z
        .enum(["earliest", "latest"], "Has to be earliest or latest.")
        .default("earliest")
        .meta({ description: "Which come first." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of appointments.",
      schema: z.object({ appointments: z.array(appointmentDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, ...filter } }) => {
    const after = readCursor(appointmentCursorSchema, cursor);
    const { appointments, nextCursor } = await listAppointments(
      workspaceId,
      {
        ...filter,
        q: "",
        status: filter.status ? [filter.status] : [],
        from: filter.from ? new Date(filter.from) : undefined,
        until: filter.until ? new Date(filter.until) : undefined,
      },
      after,
    );
    return {
      body: { appointments: appointments.map(appointmentDocument), next_cursor: writeCursor(nextCursor) },
    };
  },
);
