import { cpus, totalmem } from "node:os";
import type pg from "pg";
import { round } from "./figures";

/** What the figures were measured on. */
export async function describeMachine(db: pg.Client): Promise<Record<string, string | number>> {
  const { rows } = await db.query<Record<string, string>>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as sync, current_setting('shared_buffers') as buffers`,
  );
  const [row = {}] = rows;
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: row.version ?? "unknown",
    fsync: row.fsync ?? "unknown",
    synchronousCommit: row.sync ?? "unknown",
    sharedBuffers: row.buffers ?? "unknown",
  };
}
