import { now } from "../db/clock";
import { LEASE_MS } from "./lease";
import type { RecordInput } from "./record";
import type { RunMemory } from "./run-memory";

type Leased = Pick<
  RecordInput,
  "runId" | "flowId" | "generation" | "leaseOwner" | "leaseUntil" | "at" | "shard"
>;

/** What every record of a turn says of its run; it renews the turn's lease. */
export function leasedRecord({ run, generation }: RunMemory): Leased {
  const at = now();
  const { id, flowId, leaseOwner, shard } = run;
  return {
    runId: id,
    flowId,
    generation,
    leaseOwner,
    leaseUntil: new Date(at.getTime() + LEASE_MS),
    at,
    shard,
  };
}
