import * as z from "zod";
import { emailAddress } from "@/server/domain/contact-key";
import { ActionError } from "@/server/domain/errors";
import { createCalendarEvent } from "@/server/records/calendar-event";
import { defineAction, stepTransaction } from "../../action";
import { dueInstant } from "../../crm/due-instant";

const MINUTE_MS = 60_000;

/** Puts an entry into a calendar. On the sandbox connection it is kept here and seen in the Outbox, and nobody is invited. */
export const createEvent = defineAction({
  key: "google_calendar.create_event",
  title: "Add to Google Calendar",
  description:
    "Puts an entry into your calendar. In the sandbox it is kept in the Outbox, and nobody is invited.",
  category: "team",
  icon: "calendar-plus",
  input: z.object({
    title: z
      .string({ error: "Give the entry a title." })
      .max(500)
      .meta({ title: "Title", placeholder: "{{trigger.title}}", widget: "text" }),
    starts_at: z.string({ error: "Say when it begins." }).max(100).meta({
      title: "Begins",
      description: "An instant, or a time in the workspace's time zone.",
      placeholder: "{{trigger.starts_at}}",
      widget: "datetime",
    }),
    ends_at: z.string().max(100).optional().meta({ title: "Ends", widget: "datetime" }),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(14 * 24 * 60)
      .default(30)
      .meta({ title: "Minutes", description: "When no end is given.", widget: "number" }),
    description: z.string().max(8_000).optional().meta({ title: "Description", widget: "textarea" }),
    location: z.string().max(1_000).optional().meta({ title: "Location", widget: "text" }),
    attendees: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .meta({ title: "Guests", description: "Email addresses, separated by commas.", widget: "text" }),
    key: z.string().max(200).optional().meta({
      title: "About",
      description: "An id, such as that of an appointment: its entry is moved when there is one already.",
      placeholder: "{{trigger.appointment_id}}",
      widget: "text",
    }),
  }),
  aliases: { summary: "title", start: "starts_at", end: "ends_at", duration: "minutes" },
  fill: ["title", "starts_at", "ends_at", "location"],
  sampleOutput: {
    event_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    title: "Consultation",
    starts_at: "2026-03-12T15:00:00.000Z",
    ends_at: "2026-03-12T15:30:00.000Z",
    attendees: ["john@example.com"],
    via: "sandbox",
  },
  effect: "internal",
  async run(input, ctx) {
    const startsAt = instant(input.starts_at, ctx.timezone);
    const endsAt = input.ends_at
      ? instant(input.ends_at, ctx.timezone)
      : new Date(startsAt.getTime() + input.minutes * MINUTE_MS);
    if (endsAt < startsAt) throw refused("invalid_date", "it ends before it begins. Check both times.");
    const given =
      typeof input.attendees === "string" ? input.attendees.split(/[,;]/) : (input.attendees ?? []);
    const attendees = given.filter((text) => text.trim() !== "").map(guest);
    const { id } = await createCalendarEvent(stepTransaction(ctx), ctx.workspaceId, {
      title: input.title,
      description: input.description ?? "",
      location: input.location ?? "",
      ...{ startsAt, endsAt, attendees },
      contactId: ctx.contactId,
      runId: ctx.runId,
      stepId: ctx.stepId,
      ...{ sendKey: ctx.idempotencyKey, key: input.key },
      ...{ timezone: ctx.timezone, mode: ctx.mode },
    });
    return {
      event_id: id,
      title: input.title,
      starts_at: startsAt.toISOString(),
      ends_at: endsAt.toISOString(),
      attendees,
      via: "sandbox",
    };
  },
});

const refused = (code: string, why: string) => new ActionError(code, `Not added to the calendar: ${why}`);

function instant(text: string, zone: string): Date {
  const at = dueInstant(text, zone);
  if (at) return at;
  throw refused("invalid_date", `“${text}” is no time. Write 2026-03-12T15:00 or {{trigger.starts_at}}.`);
}

function guest(text: string): string {
  const address = emailAddress(text);
  if (address) return address;
  throw refused("invalid_email", `${text.trim()} is not a valid email address. Fix the list of guests.`);
}
