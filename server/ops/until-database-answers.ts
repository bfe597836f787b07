import { isDatabaseAway } from "../db/database-away";
import { pool } from "../db/pool";
import { logger } from "../logger";

const LOOK_AGAIN_MS = 250;

/** Whoever starts while the database is away waits for it: ending would only mean to be started ever later. */
export async function untilDatabaseAnswers(): Promise<void> {
  for (let told = false; ; told = true) {
    try {
      await pool().query("select 1");
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (!told) logger.warn({ error: String(error) }, "waiting for the database");
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}
