import { inTransaction, pool } from "@/server/db/pool";
import { durationMs } from "@/server/domain/duration";
import type { Happening } from "@/server/domain/simulate/simulation";
import type { WorkspaceId } from "@/server/domain/workspace";
import { advance } from "@/server/engine/advance";
import { optOut } from "@/server/records/opt-out";
import { send } from "./engine";
import type { VirtualClock } from "./virtual-time";

type Life = {
  workspaceId: WorkspaceId;
  runId: string;
  contactId: string;
  address: string;
  happenings: readonly Happening[];
  clock: VirtualClock;
};

/** A real run and its sub-flows from their start to their end, with what happens on the way; or until nothing would. */
export async function liveThrough(life: Life): Promise<void> {
  const { clock, workspaceId, runId } = life;
  const start = clock.time;
  const planned = life.happenings
    .map((happening) => ({ happening, at: start + (durationMs(happening.after) ?? 0) }))
    .sort((one, other) => one.at - other.at);
  for (;;) {
    const next = await takeTurns(runId, clock);
    if (next === "over") return;
    const [first] = planned;
    const times = [next, first?.at].filter((time) => typeof time === "number");
    if (times.length === 0) return;
    clock.time = Math.max(clock.time, Math.min(...times));
    for (; planned[0] && planned[0].at <= clock.time; planned.shift())
      await happen({ ...life, workspaceId }, planned[0].happening);
  }
}

async function happen({ workspaceId, contactId, address }: Life, happening: Happening): Promise<void> {
  if (happening.kind === "event") {
    await send(workspaceId, happening.type, happening.payload);
    return;
  }
  const actor = { type: "contact" as const, id: contactId, name: "Contact" };
  const choice = { contactId, address, channel: happening.channel, source: "test" };
  await inTransaction((tx) => optOut(tx, workspaceId, choice, { source: "test", actor }));
}

type Open = {
  id: string;
  generation: number;
  depth: number;
  wake_at: Date | null;
  rung: boolean;
  status: string;
};

/** As long as anything is to be done at this moment. Answers when something will be, if ever. */
async function takeTurns(runId: string, clock: VirtualClock): Promise<number | null | "over"> {
  for (;;) {
    const open = await family(runId);
    if (!open.some(({ id }) => id === runId)) return "over";
    const due = open.find(
      ({ status, rung, wake_at }) =>
        status === "queued" || rung || (wake_at !== null && wake_at.getTime() <= clock.time),
    );
    if (!due) {
      const times = open.flatMap(({ wake_at }) => (wake_at ? [wake_at.getTime()] : []));
      return times.length === 0 ? null : Math.min(...times);
    }
    await advance({ runId: due.id, generation: due.generation });
  }
}

async function family(runId: string): Promise<Open[]> {
  const { rows } = await pool().query<Open>({
    name: "test-family",
    text: `with recursive family as (
        select id from flow_executions where id = $1::uuid
        union select r.id from flow_executions r join family on r.parent_run_id = family.id where r.parent_step_id is not null)
      select id, generation, depth, wake_at, doorbell > seen_doorbell as rung, status::text as status from flow_executions
      where id in (select id from family) and status in ('queued', 'running', 'waiting', 'held') order by depth desc, id`,
    values: [runId],
  });
  return rows;
}
