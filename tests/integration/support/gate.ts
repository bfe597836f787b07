/** A clock that stands still, and what the gate decided: for tests of messages that wait, or do not leave. */
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { advance } from "@/server/engine/advance";
import { makeWorkspace, readRun } from "./engine";

export function stoppedClock(iso: string): { at: (iso: string) => void } {
  let time = new Date(iso);
  globalThis.batonClock = { now: () => time };
  return {
    at(next) {
      time = new Date(next);
    },
  };
}

/** A workspace that changed nothing of the sending rules. */
export async function gatedWorkspace(): Promise<WorkspaceId> {
  const workspaceId = await makeWorkspace();
  await setRules(workspaceId, {});
  return workspaceId;
}

export async function setRules(workspaceId: WorkspaceId, rules: Record<string, unknown>): Promise<void> {
  await pool().query("update sending_rules set rules = $2 where workspace_id = $1", [workspaceId, rules]);
}

/** One turn; where the run stands after it: "done", or when it wants to be woken. */
export async function turn(runId: string): Promise<string | null> {
  for (;;) {
    const stands = await advance({ runId, generation: (await readRun(runId)).generation });
    if ("more" in stands) continue;
    return "done" in stands ? "done" : stands.wakeAt;
  }
}

export type Decided = {
  run_id: string;
  step_id: string;
  flow_id: string | null;
  contact_id: string | null;
  channel: string;
  recipient: string;
  purpose: string;
  mode: string;
  verdict: string;
  rule: string;
  value: string;
  words: string;
  until: Date | null;
  counts: boolean;
  at: Date;
};

export async function decisionsOf(workspaceId: WorkspaceId): Promise<Decided[]> {
  const { rows } = await pool().query<Decided>(
    "select * from gate_decisions where workspace_id = $1 order by at, id",
    [workspaceId],
  );
  return rows;
}

export async function messagesOf(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<{ channel: string; to_address: string; run_id: string }>(
    "select channel, to_address, run_id from messages where workspace_id = $1 and direction = 'out' order by id",
    [workspaceId],
  );
  return rows;
}

export const contactId = async (workspaceId: WorkspaceId, key: string): Promise<string> => {
  const { rows } = await pool().query<{ contact_id: string }>(
    "select contact_id from contact_keys where workspace_id = $1 and key = $2",
    [workspaceId, key],
  );
  return rows[0]?.contact_id ?? "";
};
