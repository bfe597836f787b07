import { pool } from "../db/pool";
import { raisesIn, replenishShard } from "./quota";
import type { RunMemory } from "./run-memory";
import { forgetWorkspaceFacts, type WorkspaceFacts } from "./workspace-facts";

/**
 * Tries what must be paid at most three times: as it is; with what its shard was given since; and, when others of the
 * shard were quicker to spend that, `gathering` the workspace's last tokens in the transaction that spends them.
 * `lacks`: how many milli-tokens a result was short of; null when it was paid. The last result is what came of it.
 */
export async function tryToPay<T>(
  memory: RunMemory,
  attempt: (gathering: WorkspaceFacts | undefined) => Promise<T>,
  lacks: (result: T) => number | null,
): Promise<T> {
  const { facts, run } = memory;
  let result = await attempt(undefined);
  const need = lacks(result);
  if (need === null) return result;
  memory.raises = await raisesIn(pool(), facts);
  if (await replenishShard(facts, run.shard, need)) {
    result = await attempt(undefined);
    if (lacks(result) === null) return result;
    result = await attempt(facts);
    if (lacks(result) === null) return result;
  }
  // The period may have turned, or the plan changed, since the facts were read: the next turn begins with new ones.
  forgetWorkspaceFacts(run.workspaceId);
  return result;
}
