import pg from "pg";
import { env } from "../../env";

/** First half of the advisory locks; the second is made of the workspace. */
const LOCK_CLASS = 72_707_378;

export type ExportLock = {
  /** Whether it is ours now; it is not waited for unless told so. */
  take(workspaceId: string, waitMs?: number): Promise<boolean>;
  leave(workspaceId: string): Promise<void>;
  /** The connection broke, and with it went every lock. */
  isLost(): boolean;
  close(): Promise<void>;
};

/**
 * Who sends a customer's usage: one at a time, in whatever process. The locks are those of a connection of their own,
 * which takes them along when its process dies; no transaction is open while Stripe is waited for.
 */
export async function openExportLock(): Promise<ExportLock> {
  const db = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "baton-exporter",
  });
  // A broken connection fails the statement in hand; without a listener it would end the process.
  let lost = false;
  db.on("error", () => {
    lost = true;
  });
  await db.connect();
  // A connection answers one question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
    const turn = last.then(ask);
    last = turn.catch(() => {});
    return turn;
  };
  const ask = (sql: string, values: unknown[] = []) => inTurn(() => db.query<{ mine: boolean }>(sql, values));
  return {
    async take(workspaceId, waitMs = 0) {
      const lock = [LOCK_CLASS, workspaceId];
      if (waitMs === 0) {
        const { rows } = await ask("select pg_try_advisory_lock($1, hashtext($2)) as mine", lock);
        return rows[0]?.mine ?? false;
      }
      await ask(`set lock_timeout = ${waitMs}`);
      return ask("select pg_advisory_lock($1, hashtext($2))", lock)
        .then(() => true)
        .catch((error: pg.DatabaseError) => {
          if (error.code === "55P03") return false;
          throw error;
        });
    },
    async leave(workspaceId) {
      if (!lost) await ask("select pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, workspaceId]);
    },
    isLost: () => lost,
    async close() {
      await db.end().catch(() => {});
    },
  };
}
