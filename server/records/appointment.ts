import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import {
  type Appointment,
  type AppointmentChange,
  type AppointmentStatus,
  appointmentPayload,
  DEFAULT_MINUTES,
  type NewAppointment,
  whyNotAppointmentStatus,
} from "../domain/appointment";
import { AppError } from "../domain/errors";
import type { EmittedType } from "../domain/event-catalogue";
import { ownIdOf } from "../domain/external-id";
import { localInstant } from "../domain/local-instant";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { aboutContact, CONTACT_OF_RECORD, contactOfRecord } from "./contact-of-record";
import { emit } from "./emit";
import { alreadyMade, findRecordId, type Made, noSuch } from "./made-record";

/** Of a row a of appointments with its contact c. */
export const APPOINTMENT_COLUMNS = `a.id, a.external_id as "externalId", a.status, a.title, a.starts_at as "startsAt", a.ends_at as "endsAt", a.timezone,
  a.location, a.service, a.notes, a.reason, a.created_at as "createdAt", a.updated_at as "updatedAt", ${CONTACT_OF_RECORD}`;

export const APPOINTMENT_TABLES =
  "appointments a left join contacts c on c.workspace_id = a.workspace_id and c.id = a.contact_id";

const MINUTE_MS = 60_000;

export async function readAppointment(
  tx: Tx,
  workspaceId: WorkspaceId,
  appointmentId: string,
): Promise<Appointment> {
  const { rows } = await tx.query<Appointment>(
    `select ${APPOINTMENT_COLUMNS} from ${APPOINTMENT_TABLES} where a.workspace_id = $1::uuid and a.id = $2::uuid`,
    [workspaceId, appointmentId],
  );
  if (rows[0]) return rows[0];
  throw noSuchAppointment(appointmentId);
}

export const noSuchAppointment = (id: string) => noSuch("appointment", id);

/** A booked appointment, and appointment.booked. */
export async function createAppointment(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: NewAppointment,
  cause: Cause,
  {
    requestKey,
    contactId: otherwise = null,
  }: { requestKey?: string | undefined; contactId?: string | null } = {},
): Promise<Made<Appointment>> {
  const id = newId();
  const externalId = ownIdOf(data);
  const before = await alreadyMade(tx, workspaceId, "appointments", { id, externalId, requestKey });
  if (before) return { made: before.made, record: await readAppointment(tx, workspaceId, before.id) };
  const contactId = await contactOfRecord(tx, workspaceId, data, otherwise);
  const timezone = data.timezone ?? (await zoneOf(tx, workspaceId));
  const startsAt = instantIn(data.starts_at, timezone, "starts_at");
  const endsAt = data.ends_at
    ? instantIn(data.ends_at, timezone, "ends_at")
    : new Date(startsAt.getTime() + (data.duration_minutes ?? DEFAULT_MINUTES) * MINUTE_MS);
  refuseBackwards(startsAt, endsAt);
  const { rowCount } = await tx.query(
    `insert into appointments (id, workspace_id, external_id, contact_id, title, starts_at, ends_at, timezone, location, service, notes, created_at, updated_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::timestamptz, $7::timestamptz, $8, $9, $10, $11, $12::timestamptz, $12::timestamptz)
     on conflict do nothing`,
    [
      ...[id, workspaceId, externalId, contactId, data.title || "Appointment", startsAt, endsAt, timezone],
      ...[data.location ?? "", data.service ?? "", data.notes ?? "", now()],
    ],
  );
  if (rowCount === 0) {
    const appointmentId = (await findRecordId(tx, workspaceId, "appointments", externalId ?? id)) ?? id;
    return { made: "existing", record: await readAppointment(tx, workspaceId, appointmentId) };
  }
  const appointment = await readAppointment(tx, workspaceId, id);
  await tell(tx, workspaceId, "appointment.booked", appointment, cause);
  return { made: "created", record: appointment };
}

/**
 * Sets what the change names. A new status is told by an event of its own, a new time by appointment.rescheduled;
 * nothing else about it is news. One that says what is done then is also a service that was rendered: service.completed.
 */
export async function changeAppointment(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  change: AppointmentChange,
  cause: Cause,
): Promise<Appointment> {
  const before = await lockAppointment(tx, workspaceId, id);
  const status = change.status ?? before.status;
  const why = whyNotAppointmentStatus(before.status, status);
  if (why) throw new AppError("conflict", why, { existingId: before.id });
  const { startsAt, endsAt, timezone } = timesOf(before, change);
  const moved = startsAt.getTime() !== before.startsAt.getTime();
  if (moved && before.status !== "booked" && status !== "booked")
    throw new AppError("conflict", `The appointment is ${before.status}. Book it again to move it.`, {
      existingId: before.id,
    });
  await tx.query(
    `update appointments set status = $3, title = $4, starts_at = $5::timestamptz, ends_at = $6::timestamptz, timezone = $7, location = $8,
       service = $9, notes = $10, reason = $11, updated_at = $12::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid`,
    [
      ...[workspaceId, before.id, status, change.title || before.title, startsAt, endsAt, timezone],
      ...[change.location ?? before.location, change.service ?? before.service, change.notes ?? before.notes],
      ...[status === "cancelled" ? (change.reason ?? before.reason) : "", now()],
    ],
  );
  const after = await readAppointment(tx, workspaceId, before.id);
  if (status !== before.status) {
    const more = status === "cancelled" && after.reason ? { reason: after.reason } : {};
    await tell(tx, workspaceId, EVENTS[status], after, cause, more);
    if (status === "completed" && after.service)
      await tell(tx, workspaceId, "service.completed", after, cause);
  } else if (moved) {
    const previous_starts_at = before.startsAt.toISOString();
    await tell(tx, workspaceId, "appointment.rescheduled", after, cause, { previous_starts_at });
  }
  return after;
}

const EVENTS: Record<AppointmentStatus, EmittedType> = {
  booked: "appointment.booked",
  completed: "appointment.completed",
  cancelled: "appointment.cancelled",
  no_show: "appointment.no_show",
};

async function lockAppointment(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Appointment> {
  const appointmentId = await findRecordId(tx, workspaceId, "appointments", id);
  if (!appointmentId) throw noSuchAppointment(id);
  await tx.query(
    "select 1 from appointments where workspace_id = $1::uuid and id = $2::uuid for no key update",
    [workspaceId, appointmentId],
  );
  return readAppointment(tx, workspaceId, appointmentId);
}

function timesOf(before: Appointment, change: AppointmentChange) {
  const timezone = change.timezone ?? before.timezone;
  const startsAt = change.starts_at ? instantIn(change.starts_at, timezone, "starts_at") : before.startsAt;
  const minutes = change.duration_minutes ?? null;
  const length = minutes === null ? before.endsAt.getTime() - before.startsAt.getTime() : minutes * MINUTE_MS;
  const endsAt = change.ends_at
    ? instantIn(change.ends_at, timezone, "ends_at")
    : new Date(startsAt.getTime() + length);
  refuseBackwards(startsAt, endsAt);
  return { startsAt, endsAt, timezone };
}

function instantIn(text: string, zone: string, field: string): Date {
  const instant = localInstant(text, zone);
  if (instant) return instant;
  const message = `“${text}” is no time. Write 2026-03-12T15:00:00Z, or 2026-03-12T15:00 for the time in ${zone}.`;
  throw new AppError("invalid", `${field}: ${message}`, { problems: [{ field, message }] });
}

function refuseBackwards(startsAt: Date, endsAt: Date): void {
  if (endsAt > startsAt) return;
  const message = "The appointment has to end after it starts.";
  throw new AppError("invalid", message, { problems: [{ field: "ends_at", message }] });
}

async function zoneOf(tx: Tx, workspaceId: WorkspaceId): Promise<string> {
  const { rows } = await tx.query<{ timezone: string }>(
    "select timezone from workspaces where id = $1::uuid",
    [workspaceId],
  );
  return rows[0]?.timezone ?? "UTC";
}

const tell = (
  tx: Tx,
  workspaceId: WorkspaceId,
  type: EmittedType,
  appointment: Appointment,
  cause: Cause,
  more: Record<string, unknown> = {},
) =>
  emit(
    tx,
    workspaceId,
    type,
    { ...appointmentPayload(appointment), ...more },
    cause,
    aboutContact(appointment.contact),
  );
