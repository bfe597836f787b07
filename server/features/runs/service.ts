import { tracked } from "@trpc/server";
import { openChangeBell, pause } from "@/server/db/change-bell";
import { isFinal } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";
import { hasRunningStep, noSuchRun, type RunChange, readRun } from "./data";

/** Looks again after this long although nothing rang: a notification may be lost while the database restarts. */
const LOOK_AGAIN_MS = 10_000;
/** Looking may take a tenth of the time: a loop of thousands of items, several a millisecond, is told of a few times a second. */
const LOOK_SHARE = 10;
const LOOP_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** A list that is read again more often than this only flickers. */
const LIST_PAUSE_MS = 400;

/**
 * A run as it goes: first everything after `after`, then each change. The id of an item is the run's own count of its
 * writes, so a reader that lost its connection goes on exactly where it stood.
 */
export async function* watchRun(
  workspaceId: WorkspaceId,
  runId: string,
  after: number,
  signal?: AbortSignal,
) {
  // Listening begins before the first look: what happens between the two rings.
  // Of runs that its steps wait for their states are shown.
  const family = new Set([runId]);
  const bell = openChangeBell({ workspaceId }, ({ runId: changed }) => !changed || family.has(changed));
  try {
    let shown = "";
    let seq = after;
    while (!signal?.aborted) {
      const began = performance.now();
      const change = await readRun(workspaceId, runId, seq);
      if (!change) throw noSuchRun();
      const took = performance.now() - began;
      for (const { id } of change.subRuns) family.add(id);
      const state = stateOf(change);
      if (state !== shown || change.steps.length > 0) {
        shown = state;
        seq = Math.max(seq, change.run.runSeq);
        yield tracked(String(seq), change);
      }
      // A step that was in flight when its run was cancelled is still recorded.
      if (isFinal(change.run.status) && !(await hasRunningStep(workspaceId, runId))) return;
      // What rings during the pause is found by one look after it.
      if (change.loops.length > 0)
        await pause(Math.min(Math.max(took * LOOK_SHARE, LOOP_PAUSE_MS), LONGEST_PAUSE_MS), signal);
      await bell.wait(LOOK_AGAIN_MS, signal);
    }
  } finally {
    bell.close();
  }
}

/** Which runs of the workspace changed. The first item comes at once, so that a reader who was away reads again. */
export async function* watchRuns(workspaceId: WorkspaceId, signal?: AbortSignal) {
  const bell = openChangeBell({ workspaceId });
  try {
    while (!signal?.aborted) {
      yield { runIds: bell.take() };
      await bell.wait(null, signal);
      await pause(LIST_PAUSE_MS, signal);
    }
  } finally {
    bell.close();
  }
}

/** What can change of a run without one of its steps changing. */
const stateOf = ({ run, loops, subRuns }: RunChange) =>
  JSON.stringify([run.status, run.reason, run.wakeAt, run.runSeq, run.milliTokens, loops, subRuns]);
