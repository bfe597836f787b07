import { now } from "../db/clock";
import { pool } from "../db/pool";
import { loopStopWords } from "../domain/loop-stop-words";
import type { WorkspaceId } from "../domain/workspace";
import { logger } from "../logger";
import { flowOwners } from "./flow-owners";
import { mailMembers } from "./mail-members";

const MOST = 20;

type Stop = { workspace_id: WorkspaceId; flow_id: string; name: string; event_type: string; most: number };

/**
 * Writes to the owners of flows that were stopped. Once: the bell has told them
 * already, and a mail that did not get through is not worth a second one. It is no message of a flow, and costs nothing.
 */
export async function mailStops(): Promise<void> {
  const { rows } = await pool().query<Stop>({
    name: "stops-to-mail",
    text: `with due as (select id from flow_stops where mailed_at is null order by at limit ${MOST} for update skip locked)
      update flow_stops s set mailed_at = $1::timestamptz from due, automation_flows f
      where s.id = due.id and f.workspace_id = s.workspace_id and f.id = s.flow_id
      returning s.workspace_id, s.flow_id, f.name, s.event_type, s.starts_per_hour as most`,
    values: [now()],
  });
  for (const stop of rows)
    await mailOwners(stop).catch((error: unknown) =>
      logger.warn(
        { error: String(error), flowId: stop.flow_id },
        "the owner of a stopped flow was not mailed",
      ),
    );
}

async function mailOwners({ workspace_id, flow_id, name, event_type, most }: Stop): Promise<void> {
  const words = loopStopWords(name, { eventType: event_type, most });
  await mailMembers(workspace_id, await flowOwners(pool(), workspace_id, flow_id), words);
}
