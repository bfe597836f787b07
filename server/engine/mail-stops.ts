import { now } from "../db/clock";
import { pool } from "../db/pool";
import { loopStopWords } from "../domain/loop-stop-words";
import type { WorkspaceId } from "../domain/workspace";
import { flowOwners } from "./flow-owners";
import { mailMembers } from "./mail-members";

const MOST = 20;

type Stop = { workspace_id: WorkspaceId; flow_id: string; name: string; event_type: string; most: number };

/** Writes to the owners of flows that were stopped. */
export async function mailStops(): Promise<void> {
  const { rows } = await pool().query<Stop>({
    name: "stops-to-mail",
    text: `with due as (select id from flow_stops where mailed_at is null order by at limit ${MOST} for update skip locked)
      update flow_stops s set mailed_at = $1::timestamptz from due, automation_flows f
      where s.id = due.id and f.workspace_id = s.workspace_id and f.id = s.flow_id
      returning s.workspace_id, s.flow_id, f.name, s.event_type, s.starts_per_hour as most`,
    values: [now()],
  });
  for (const { workspace_id, flow_id, name, event_type, most } of rows)
    await mailMembers(
      workspace_id,
      flowOwners(pool(), workspace_id, flow_id),
      loopStopWords(name, { eventType: event_type, most }),
    );
}
