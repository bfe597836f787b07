import * as z from "zod";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { type Appointment, appointmentStatuses } from "@/server/domain/appointment";
import type { WorkspaceId } from "@/server/domain/workspace";
import {
  APPOINTMENT_COLUMNS,
  APPOINTMENT_TABLES,
  noSuchAppointment,
  readAppointment,
} from "@/server/records/appointment";
import { findRecordId } from "@/server/records/made-record";

export const appointmentFilterSchema = z.object({
  /** Title, place, or who comes. */
  q: z.string().trim().max(200).default(""),
  status: z.array(z.enum(appointmentStatuses)).default([]),
  contactId: z.uuid().optional(),
  /** What ends after this. */
  from: z.coerce.date().optional(),
  /** What starts before this. */
  until: z.coerce.date().optional(),
  order: z.enum(["earliest", "latest"]).default("earliest"),
  limit: z.number().int().min(1).max(100).default(50),
});
export const appointmentCursorSchema = z.object({ startsAt: z.coerce.date(), id: z.uuid() });

type Filter = z.output<typeof appointmentFilterSchema>;
type Cursor = z.output<typeof appointmentCursorSchema>;

/** A page of the agenda. */
export async function listAppointments(workspaceId: WorkspaceId, filter: Filter, cursor?: Cursor) {
  const { q, status, contactId, from, until, limit } = filter;
  const [beyond, order] = filter.order === "earliest" ? [">", "asc"] : ["<", "desc"];
  const { rows } = await pool().query<Appointment>(
    `select ${APPOINTMENT_COLUMNS} from ${APPOINTMENT_TABLES}
     where a.workspace_id = $1 and (cardinality($2::text[]) = 0 or a.status = any($2)) and ($3::uuid is null or a.contact_id = $3)
       and ($4::timestamptz is null or a.ends_at > $4) and ($5::timestamptz is null or a.starts_at < $5)
       and ($6::timestamptz is null or (a.starts_at, a.id) ${beyond} ($6, $7::uuid))
       and ($8 = '' or a.title ilike $9 or a.location ilike $9 or a.external_id ilike $9 or c.name ilike $9 or c.email ilike $9)
     order by a.starts_at ${order}, a.id ${order} limit $10`,
    [
      ...[workspaceId, status, contactId ?? null, from ?? null, until ?? null],
      ...[cursor?.startsAt ?? null, cursor?.id ?? null, q, containing(q), limit + 1],
    ],
  );
  const appointments = rows.slice(0, limit);
  const last = appointments.at(-1);
  const nextCursor = rows.length > limit && last ? { startsAt: last.startsAt, id: last.id } : null;
  return { appointments, nextCursor };
}

export async function getAppointment(workspaceId: WorkspaceId, id: string): Promise<Appointment> {
  const appointmentId = await findRecordId(pool(), workspaceId, "appointments", id);
  if (!appointmentId) throw noSuchAppointment(id);
  return readAppointment(pool(), workspaceId, appointmentId);
}
