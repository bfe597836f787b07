import { performance } from "node:perf_hooks";
import { now } from "@/server/db/clock";
import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";

/** Who is asking: a person with a session that was neither ended nor outlived. */
export type Identity = { sessionId: string; user: { id: string; email: string; name: string } };

/** Where a request comes from, as far as it says. */
export type Client = { ip: string; userAgent: string };

export const SESSION_DAYS = 30;

/** How long an answer is believed. A session ended in another process is refused after at most this. */
const CACHE_MS = 3_000;
const CACHE_SIZE = 10_000;
/** `last seen` is written at most this often, and prolongs the session. */
const TOUCH_MS = 5 * 60_000;

declare global {
  var batonSessions: Map<string, { identity: Identity | null; at: number }> | undefined;
}

const cache = () => {
  globalThis.batonSessions ??= new Map();
  return globalThis.batonSessions;
};

/** The session behind a `sid`, or null when it is unknown, ended or expired. */
export async function findIdentity(sessionId: string): Promise<Identity | null> {
  const known = cache().get(sessionId);
  if (known && performance.now() - known.at < CACHE_MS) return known.identity;
  const identity = await readIdentity(sessionId);
  if (cache().size >= CACHE_SIZE) cache().clear();
  cache().set(sessionId, { identity, at: performance.now() });
  return identity;
}

/** Makes the end of sessions act at once in this process. */
export function forgetSessions(sessionIds: string[]): void {
  for (const id of sessionIds) cache().delete(id);
}

export function clientOf(headers: Headers): Client {
  // The last entry is the one written by the nearest server; those before it are the client's own claim.
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return {
    ip: (forwarded || "unknown").slice(0, 64),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 400),
  };
}

const expiryFrom = (from: Date) => new Date(from.getTime() + SESSION_DAYS * 86_400_000);

export const newSessionTimes = () => {
  const at = now();
  return { createdAt: at, lastSeenAt: at, expiresAt: expiryFrom(at) };
};

type Row = { user_id: string; email: string; name: string; last_seen_at: Date };

async function readIdentity(sessionId: string): Promise<Identity | null> {
  if (!isUuid(sessionId)) return null;
  const at = now();
  const { rows } = await pool().query<Row>({
    name: "session-identity",
    text: `select s.user_id, u.email, u.name, s.last_seen_at from sessions s join users u on u.id = s.user_id
           where s.id = $1 and s.revoked_at is null and s.expires_at > $2`,
    values: [sessionId, at],
  });
  const row = rows[0];
  if (!row) return null;
  if (at.getTime() - row.last_seen_at.getTime() > TOUCH_MS) {
    await pool().query(
      "update sessions set last_seen_at = $2, expires_at = $3 where id = $1 and revoked_at is null",
      [sessionId, at, expiryFrom(at)],
    );
  }
  return { sessionId, user: { id: row.user_id, email: row.email, name: row.name } };
}
