import type { Tx } from "../db/pool";
import { daysBefore } from "../domain/retention";

const LOOK = 1000;
/** Ended sign-ins stay in the list of sessions for a while. */
const SESSION_DAYS = 30;

const EXPIRED = {
  dedupe_keys: "workspace_id, scope, key",
  rate_windows: "key, starts_at",
  sessions: "id",
};

/** Rows whose own time is over: dedupe keys, windows of the rate limiter, sessions. */
export async function* forgetExpired(db: Tx, at: Date): AsyncGenerator<number> {
  for (const [table, key] of Object.entries(EXPIRED)) {
    const before = table === "sessions" ? daysBefore(at, SESSION_DAYS) : at;
    for (let gone = LOOK; gone === LOOK; ) {
      const { rowCount } = await db.query(
        `delete from ${table} where (${key}) in (select ${key} from ${table} where expires_at < $1 limit ${LOOK} for update skip locked)`,
        [before],
      );
      gone = rowCount ?? 0;
      yield gone;
    }
  }
}
