import { now } from "../db/clock";
import type { Tx } from "../db/pool";

/** Whoever still sends is done long before. */
const LEFT_BEHIND_MS = 15 * 60_000;

/**
 * Messages that stand as queued although their run is over: it was cancelled, or ended otherwise, after they were decided
 * to be sent, and the server stopped in between. Nobody comes back to them. Answers how many.
 */
export async function settleMessages(tx: Tx): Promise<number> {
  const at = now();
  const { rowCount } = await tx.query(
    `update messages m set state = 'failed', error = $2 where m.state = 'queued' and m.direction = 'out' and m.created_at < $1::timestamptz
       and not exists (select 1 from flow_executions r where r.workspace_id = m.workspace_id and r.id = m.run_id
         and r.status in ('queued', 'running', 'waiting', 'held'))`,
    [new Date(at.getTime() - LEFT_BEHIND_MS), WORDS],
  );
  return rowCount ?? 0;
}

const WORDS =
  "The run ended while this was about to be sent. It may have left: ask the contact before sending again.";
