import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { appointmentChangeSchema, newAppointmentSchema } from "@/server/domain/appointment";
import { appointmentCursorSchema, appointmentFilterSchema, getAppointment, listAppointments } from "./data";
import { changeAppointment, createAppointment } from "./mutations";

const reading = workspaceProcedure.use(can("appointments.read"));
const writing = workspaceProcedure
  .use(can("appointments.write"))
  .use(({ ctx, next }) => next({ ctx: { by: { actor: ctx.actor, source: "platform" } } }));
const appointment = z.object({ appointmentId: z.uuid() });

export const appointmentsRouter = router({
  list: reading
    .input(appointmentFilterSchema.extend({ cursor: appointmentCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listAppointments(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  get: reading
    .input(appointment)
    .query(({ ctx, input }) => getAppointment(ctx.workspace.id, input.appointmentId)),
  create: writing
    .input(z.object({ appointment: newAppointmentSchema }))
    .mutation(({ ctx, input }) => createAppointment(ctx.workspace.id, ctx.by, input.appointment)),
  change: writing
    .input(appointment.extend({ change: appointmentChangeSchema }))
    .mutation(({ ctx, input }) =>
      changeAppointment(ctx.workspace.id, ctx.by, input.appointmentId, input.change),
    ),
});
