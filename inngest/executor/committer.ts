import { logger } from "@/server/logger";
import { commitOutcomes, finishRuns, type Outcome, type Verdict } from "./commit";
import type { Session } from "./session";

export type Committer = {
  commit: (outcome: Outcome) => Promise<Verdict>;
  /** The run ended in its first call and left one item. */
  finish: (runId: string, owner: number) => Promise<Verdict>;
};

type Pending = { outcome: Outcome; settle: (verdict: Verdict) => void };
type Finished = { runId: string; owner: number; settle: (verdict: Verdict) => void };

const RETRY_MS = 250;

/**
 * What comes while a statement is under way makes up the next one. Tries until it is written or `stopped`: repeating
 * is safe, since an item that is already settled is no longer ours.
 */
export function openCommitter(session: Session, stopped: () => boolean): Committer {
  let outcomes: Pending[] = [];
  const finished: Finished[] = [];
  let writing = false;

  const write = async () => {
    if (writing) return;
    writing = true;
    while (outcomes.length + finished.length > 0) {
      const runs = new Set<string>();
      const batch = outcomes.filter(({ outcome }) => !runs.has(outcome.run_id) && runs.add(outcome.run_id));
      outcomes = outcomes.filter((pending) => !batch.includes(pending));
      const ends = finished.splice(0);
      await until(() => writeFinished(session, ends), stopped);
      await until(() => writeBatch(session, batch), stopped);
    }
    writing = false;
  };

  return {
    commit: (outcome) =>
      new Promise((settle) => {
        outcomes.push({ outcome, settle });
        setImmediate(write);
      }),
    finish: (runId, owner) =>
      new Promise((settle) => {
        finished.push({ runId, owner, settle });
        setImmediate(write);
      }),
  };
}

async function writeFinished(session: Session, finished: Finished[]): Promise<void> {
  const owner = finished[0]?.owner;
  if (owner === undefined) return;
  await finishRuns(
    session,
    owner,
    finished.map(({ runId }) => runId),
  );
  for (const { settle } of finished) settle("done");
}

async function writeBatch(session: Session, batch: Pending[]): Promise<void> {
  if (batch.length === 0) return;
  const verdicts = await commitOutcomes(
    session,
    batch.map(({ outcome }) => outcome),
  );
  for (const [n, { settle }] of batch.entries()) settle(verdicts[n] ?? "lost");
}

async function until(write: () => Promise<void>, stopped: () => boolean): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (stopped()) return;
      logger.warn({ error: String(error) }, "the executor could not write what its runs did, trying again");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
