import { afterCommit } from "../db/pool";
import { isFinal } from "../domain/run";
import { endRuns, lockFamilies, ring, tell } from "./end-runs";
import { type Recorded, type RecordInput, record } from "./record";
import { recordTransaction } from "./record-transaction";
import type { RunMemory } from "./run-memory";
import { hasSubFlows, startChild } from "./sub-flow";

/**
 * Records, together with what the record means for other runs: children that steps start, a parent that waits for this
 * run's end, children that nobody waits for any more. Most records mean nothing to others and are one statement.
 */
export async function recordFamily(memory: RunMemory, data: RecordInput): Promise<Recorded> {
  const { run } = memory;
  const { children = [] } = data;
  const ends = data.patch.status !== undefined && isFinal(data.patch.status);
  const orphans = ends && hasSubFlows(memory);
  const parent = ends && run.parentStepId !== null ? run.parentRunId : null;
  if (children.length === 0 && !orphans && parent === null) return record(data);
  return recordTransaction(async (tx) => {
    const family = orphans ? await lockFamilies(tx, [run.id]) : [];
    const recorded = await record(data, tx);
    if (!recorded.ok) return recorded;
    if (!isFinal(recorded.status)) for (const child of children) await startChild(tx, memory, child);
    const left = family.filter((id) => id !== run.id);
    if (left.length > 0) await endRuns(tx, left, { status: "cancelled", reason: "parent_ended" });
    if (parent !== null) {
      const rung = await ring(tx, [parent]);
      afterCommit(tx, () => tell(rung));
    }
    return recorded;
  });
}
