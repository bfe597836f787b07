import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import { logger } from "../../logger";

/**
 * Stripe takes an event at once and may say later that it could not count it (an archived meter, a customer it does not
 * know). False: no such row was sent.
 */
export async function failExport({
  identifier,
  cause,
}: {
  identifier: string;
  cause: string;
}): Promise<boolean> {
  const { rows } = await pool().query<{ workspaceId: string; milliTokens: number }>(
    `update usage_exports set status = 'failed', settled_at = $2, error = $3
     where identifier = $1 and status in ('sending', 'sent', 'duplicate') returning workspace_id as "workspaceId", value::float8 as "milliTokens"`,
    [identifier, now(), cause],
  );
  for (const row of rows)
    logger.error({ ...row, identifier, cause }, "Stripe could not count usage that it had taken");
  return rows.length > 0;
}
