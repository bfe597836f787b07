import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";
import { type ExportLock, openExportLock } from "./export-lock";
import { nextRow } from "./outbox-row";
import { sendRow } from "./send-row";
import { stripeSink } from "./stripe-sink";
import type { UsageSink } from "./usage-sink";

/** Customers at once; each has one call under way at a time. */
const AT_ONCE = 4;
/** A pass ends after this; what is left goes with the next one. */
const PASS_MS = 25_000;
const WAIT_FOR_OTHERS_MS = 20_000;
/** So many in a row without an answer: the other side is away, and asking for every customer helps nobody. */
const MOST_SILENT = 3;
const LOOK = 500;

type Options = {
  sink?: UsageSink | null;
  /** This one's now, also what would have waited for the next quarter of an hour. */
  workspaceId?: WorkspaceId;
};

/** Sends what is due, in order for each customer. Killed at any moment, what was under way is found by the next pass. */
export async function sendUsage({
  sink = stripeSink(),
  workspaceId,
}: Options = {}): Promise<{ rows: number }> {
  if (!sink) return { rows: 0 };
  const due = workspaceId ? [workspaceId] : await dueWorkspaces();
  if (due.length === 0) return { rows: 0 };
  const pass = { rows: 0, silent: 0, refused: false, over: false, end: performance.now() + PASS_MS };
  const lock = await openExportLock();
  const worker = async () => {
    for (let id = due.shift(); id !== undefined && !pass.over; id = due.shift())
      await drain({ sink, lock, pass, workspaceId: id, now: workspaceId !== undefined });
  };
  try {
    const workers = Array.from({ length: Math.min(AT_ONCE, due.length) }, worker);
    // Where one fails, the locks of the others are theirs until nothing of theirs is under way.
    await Promise.allSettled(workers);
    await Promise.all(workers);
  } finally {
    await lock.close();
  }
  if (pass.refused)
    logger.warn(
      { sent: pass.rows },
      "Stripe takes no usage at the moment; it waits in the outbox, whose rows say why, and is sent again",
    );
  return { rows: pass.rows };
}

async function dueWorkspaces(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `select id from (
       select distinct on (workspace_id) workspace_id as id, next_at from usage_exports
       where settled_at is null and status in ('pending', 'sending', 'late') order by workspace_id, seq
     ) head where next_at <= $1 order by next_at limit ${LOOK}`,
    [now()],
  );
  return rows.map(({ id }) => id);
}

type Drain = {
  sink: UsageSink;
  lock: ExportLock;
  pass: { rows: number; silent: number; refused: boolean; over: boolean; end: number };
  workspaceId: string;
  now: boolean;
};

async function drain({ sink, lock, pass, workspaceId, now: atOnce }: Drain): Promise<void> {
  if (!(await lock.take(workspaceId, atOnce ? WAIT_FOR_OTHERS_MS : 0))) return;
  try {
    while (!pass.over && !lock.isLost()) {
      const row = await nextRow(workspaceId);
      if (!row || (!(atOnce && row.attempts === 0) && row.nextAt.getTime() > now().getTime())) return;
      const sent = await sendRow(sink, row);
      pass.silent = sent === "silent" ? pass.silent + 1 : 0;
      if (sent === "busy" || pass.silent >= MOST_SILENT) pass.refused = true;
      pass.over = pass.refused || performance.now() > pass.end;
      if (sent !== "done") return;
      pass.rows += 1;
    }
  } finally {
    await lock.leave(workspaceId);
  }
}
