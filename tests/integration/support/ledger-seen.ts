import { expect } from "vitest";
import { pool } from "@/server/db/pool";

/**
 * Who follows the ledger goes as far as the oldest transaction that is under way on the server, whoever's it is. From here
 * on, what is in the ledger by now is before it: one look finds all of it.
 */
export const ledgerSeen = () =>
  expect
    .poll(
      async () => {
        const { rows } = await pool().query<{ seen: boolean | null }>(
          "select max(tx) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as seen from usage_records",
        );
        return rows[0]?.seen ?? true;
      },
      { interval: 10 },
    )
    .toBe(true);
