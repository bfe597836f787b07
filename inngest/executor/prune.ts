import type { Session } from "./session";

const FAILURES_KEPT_MS = 14 * 86_400_000;

const PRUNE = {
  name: "executor-prune",
  text: `
with seen as (delete from executor.seen where expires_at <= $1::timestamptz)
delete from executor.failures where failed_at <= $2::timestamptz`,
};

export async function prune(session: Session, now: Date): Promise<void> {
  await session.query({ ...PRUNE, values: [now, new Date(now.getTime() - FAILURES_KEPT_MS)] });
}
