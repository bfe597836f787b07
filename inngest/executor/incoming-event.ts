import { createHash } from "node:crypto";
import { newId } from "@/server/db/id";
import { isRecord } from "./is-record";

export type SentEvent = {
  id?: string;
  name: string;
  data?: Record<string, unknown>;
  ts?: number;
  v?: string;
  user?: unknown;
};
/** An event as functions get it. */
export type IncomingEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  v?: string;
  user?: unknown;
  /** The sender gave the id: it may start each function once. */
  named: boolean;
};

const LONGEST_ID = 500;

/** `seed` makes the ids of a repeated POST the same as those of the first. */
export function readEvent(sent: unknown, now: Date, seed: string | null): IncomingEvent {
  if (!isRecord(sent)) throw new Error("An event is an object with a name and data");
  const { id, name, data, ts, v, user } = sent;
  if (typeof name !== "string" || name === "" || name.length > 512 || name.includes("\u0000"))
    throw new Error("An event needs a name of at most 512 characters");
  if (name.startsWith("inngest/"))
    throw new Error(`The event name ${name} is reserved: names below inngest/ are the system's own`);
  if (data !== undefined && data !== null && !isRecord(data))
    throw new Error(`The data of the event ${name} is not an object`);
  const named = typeof id === "string" && id !== "";
  if (named && (id.length > LONGEST_ID || id.includes("\u0000")))
    throw new Error(`The id of the event ${name} is longer than ${LONGEST_ID} characters`);
  const event: IncomingEvent = {
    id: named ? id : seed === null ? newId() : idOf(seed),
    name,
    data: data ?? {},
    ts: typeof ts === "number" ? ts : now.getTime(),
    named: named || seed !== null,
  };
  if (typeof v === "string") event.v = v;
  if (user !== undefined) event.user = user;
  return event;
}

/** Always the same UUID for the same words. */
export function idOf(...words: string[]): string {
  const hex = createHash("sha1").update(words.join("\n")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The event as it is stored and given to functions. */
export const eventText = ({ named: _, ...event }: IncomingEvent): string => JSON.stringify(event);
