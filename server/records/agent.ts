import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

/** A voice agent: who speaks in calls. */
export type AgentRef = {
  id: string;
  name: string;
  /** E.164; null: the number of the connection. */
  fromNumber: string | null;
  voice: string;
  /** The first words of a call. */
  greeting: string;
  /** What the call is about, when the step says nothing else. */
  script: string;
  onDuty: boolean;
};

/**
 * The voice agent with this id, posted id or name, also when it is off duty: the caller says so. Without one, the agent
 * on duty that is there longest; null when there is none.
 */
export async function findAgent(
  tx: Tx,
  workspaceId: WorkspaceId,
  which?: string | null,
): Promise<AgentRef | null> {
  const named = which?.trim() || null;
  const { rows } = await tx.query<AgentRef>(
    `select id, name, from_number as "fromNumber", voice, greeting, script, on_duty as "onDuty" from agents
     where workspace_id = $1::uuid and archived_at is null
       and case when $3::text is null then on_duty else id = $2::uuid or external_id = $3 or lower(name) = lower($3) end
     order by id = $2::uuid desc nulls last, external_id = $3 desc nulls last, created_at, id limit 1`,
    [workspaceId, named && isUuid(named) ? named : null, named],
  );
  return rows[0] ?? null;
}
