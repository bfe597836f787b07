import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { sendSandboxMessage } from "./message";

export type NewCalendarEvent = {
  title: string;
  description: string;
  location: string;
  startsAt: Date;
  endsAt: Date;
  attendees: string[];
  contactId: string | null;
  runId: string;
  stepId: string;
  sendKey: string;
  /** What the entry is about: one with the same key is changed to this. */
  key?: string | undefined;
  /** In which the Outbox tells its times. */
  timezone: string;
  mode: "live" | "test";
};

/** An entry of the sandbox calendar, seen in the Outbox. Repeated by the same step, or about the same thing, it is one entry. */
export async function createCalendarEvent(
  tx: Tx,
  workspaceId: WorkspaceId,
  event: NewCalendarEvent,
): Promise<{ id: string }> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into calendar_events as e (id, workspace_id, title, description, location, starts_at, ends_at, attendees, contact_id, run_id, step_id, send_key, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6::timestamptz, $7::timestamptz, $8::text[], $9::uuid, $10::uuid, $11, $12, $13::timestamptz)
     on conflict (workspace_id, send_key) do update set title = excluded.title, description = excluded.description, location = excluded.location,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, attendees = excluded.attendees returning id`,
    [
      newId(),
      workspaceId,
      event.title,
      event.description,
      event.location,
      event.startsAt,
      event.endsAt,
      event.attendees,
      event.contactId,
      event.runId,
      event.stepId,
      event.key === undefined ? event.sendKey : `about:${event.key}`,
      now(),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("The event was neither stored nor found under its key");
  await sendSandboxMessage(tx, workspaceId, {
    channel: "calendar",
    to: event.attendees.join(", "),
    subject: event.title,
    body: [whenWords(event), event.location, event.description].filter(Boolean).join("\n"),
    contactId: event.contactId,
    ...{ runId: event.runId, stepId: event.stepId, sendKey: event.sendKey, mode: event.mode },
  });
  return row;
}

/** "Thu, Mar 12, 2026, 3:00 – 3:30 PM Europe/Berlin" */
function whenWords({ startsAt, endsAt, timezone }: NewCalendarEvent): string {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ weekday: "short", month: "short", day: "numeric", year: "numeric" },
    ...{ hour: "numeric", minute: "2-digit", timeZone: timezone },
  });
  return `${format.formatRange(startsAt, endsAt)} ${timezone.replaceAll("_", " ")}`;
}
