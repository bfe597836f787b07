import * as z from "zod";
import { ownIdFields } from "./external-id";
import { instantOf } from "./instant";
import {
  type ContactOfRecord,
  contactDocument,
  contactDocumentShape,
  contactKeysOf,
  recordContactFields,
} from "./record-contact";
import { isZone } from "./wall-clock";

export const appointmentStatuses = ["booked", "completed", "cancelled", "no_show"] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

const NEXT: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  booked: ["completed", "cancelled", "no_show"],
  // Said by mistake, or the customer came after all.
  no_show: ["completed", "booked"],
  cancelled: ["booked"],
  completed: ["no_show"],
};

export const nextAppointmentStatuses = (status: AppointmentStatus): readonly AppointmentStatus[] =>
  NEXT[status];

/** Why an appointment cannot go there; null when it can. */
export const whyNotAppointmentStatus = (from: AppointmentStatus, to: AppointmentStatus): string | null =>
  from === to || NEXT[from].includes(to)
    ? null
    : `The appointment is ${from} and cannot become ${to}. From here it can become ${NEXT[from].join(" or ")}.`;

const time = z
  .string("Has to be a time, such as 2026-03-12T15:00:00Z.")
  .max(60)
  .refine(
    (text) => /\d[T ]\d|^[A-Za-z]|^\d{1,2} /.test(text) && instantOf(text) !== null,
    "Has to be a date and a time, such as 2026-03-12T15:00:00Z, or 2026-03-12T15:00 in the appointment's time zone.",
  );

/** An appointment as it is posted. Times without an offset are those of its time zone, which is the workspace's unless it is said. */
export const newAppointmentSchema = z.object({
  ...recordContactFields,
  ...ownIdFields,
  title: z.string("Has to be text.").trim().max(300, "Use at most 300 characters.").nullish(),
  starts_at: time,
  ends_at: time.nullish().meta({ description: "Left out: after duration_minutes." }),
  duration_minutes: z.coerce
    .number("Has to be minutes.")
    .int("Has to be whole minutes.")
    .min(1, "Is at least 1.")
    .max(10_080, "Is at most a week.")
    .nullish()
    .meta({ description: "30 unless it is said." }),
  timezone: z.string().max(64).refine(isZone, "Has to be a time zone, such as Europe/Berlin.").nullish(),
  location: z.string("Has to be text.").max(500).nullish(),
  service: z
    .string("Has to be text.")
    .trim()
    .max(200, "Use at most 200 characters.")
    .nullish()
    .meta({ description: "What is done then. When it has taken place, service.completed tells of it." }),
  notes: z.string("Has to be text.").max(5_000).nullish(),
});
export type NewAppointment = z.output<typeof newAppointmentSchema>;

/** What is left out stays. A new start keeps the length. */
export const appointmentChangeSchema = newAppointmentSchema
  .pick({
    title: true,
    starts_at: true,
    ends_at: true,
    duration_minutes: true,
    timezone: true,
    location: true,
    service: true,
    notes: true,
  })
  .extend({
    status: z.enum(appointmentStatuses, `Has to be ${appointmentStatuses.join(", ")}.`),
    reason: z.string("Has to be text.").max(1_000).nullish().meta({ description: "Why it is cancelled." }),
  })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    "Nothing to change. Send a status or a time.",
  );
export type AppointmentChange = z.output<typeof appointmentChangeSchema>;

export const DEFAULT_MINUTES = 30;

export type Appointment = {
  id: string;
  externalId: string | null;
  contact: ContactOfRecord | null;
  status: AppointmentStatus;
  title: string;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  location: string;
  service: string;
  notes: string;
  reason: string;
  createdAt: Date;
  updatedAt: Date;
};

/** What its events bring. */
export const appointmentPayload = (appointment: Appointment): Record<string, unknown> => ({
  ...contactKeysOf(appointment.contact),
  appointment_id: appointment.externalId ?? appointment.id,
  title: appointment.title,
  status: appointment.status,
  starts_at: appointment.startsAt.toISOString(),
  ends_at: appointment.endsAt.toISOString(),
  timezone: appointment.timezone,
  location: appointment.location,
  ...(appointment.service && { service: appointment.service }),
});

/** As REST and steps show it. */
export const appointmentDocument = (appointment: Appointment) => ({
  id: appointment.id,
  external_id: appointment.externalId,
  ...contactDocument(appointment.contact),
  status: appointment.status,
  title: appointment.title,
  starts_at: appointment.startsAt.toISOString(),
  ends_at: appointment.endsAt.toISOString(),
  timezone: appointment.timezone,
  location: appointment.location,
  service: appointment.service,
  notes: appointment.notes,
  reason: appointment.reason,
  created_at: appointment.createdAt.toISOString(),
  updated_at: appointment.updatedAt.toISOString(),
});

const instant = z.iso.datetime();

export const appointmentDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  ...contactDocumentShape,
  status: z.enum(appointmentStatuses),
  title: z.string(),
  starts_at: instant,
  ends_at: instant,
  timezone: z.string(),
  location: z.string(),
  service: z.string(),
  notes: z.string(),
  reason: z.string(),
  created_at: instant,
  updated_at: instant,
});
