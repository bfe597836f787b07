import { inTransaction } from "@/server/db/pool";
import type { Appointment, AppointmentChange, NewAppointment } from "@/server/domain/appointment";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import * as records from "@/server/records/appointment";
import { requireNew } from "@/server/records/made-record";

/** Who asks, and where the events about it are said to come from. */
type Asker = { actor: Actor; source: string };

export function createAppointment(
  workspaceId: WorkspaceId,
  by: Asker,
  data: NewAppointment,
  requestKey?: string,
): Promise<Appointment> {
  return inTransaction(async (tx) => {
    const made = await records.createAppointment(tx, workspaceId, data, by, { requestKey });
    const appointment = requireNew(made, "appointment");
    if (made.made === "created")
      await writeAudit(tx, audit(workspaceId, by, "appointment.booked", appointment));
    return appointment;
  });
}

export function changeAppointment(
  workspaceId: WorkspaceId,
  by: Asker,
  id: string,
  change: AppointmentChange,
): Promise<Appointment> {
  return inTransaction(async (tx) => {
    const appointment = await records.changeAppointment(tx, workspaceId, id, change, by);
    const action = change.status ? `appointment.${change.status}` : "appointment.changed";
    const details = { fields: Object.keys(change) };
    await writeAudit(tx, audit(workspaceId, by, action, appointment, details));
    return appointment;
  });
}

const audit = (
  workspaceId: WorkspaceId,
  { actor }: Asker,
  action: string,
  { id, title }: Appointment,
  details: Record<string, unknown> = {},
) => ({ workspaceId, actor, action, target: { type: "appointment", id, name: title }, details });
