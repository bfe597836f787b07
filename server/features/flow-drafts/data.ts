import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { FlowStatus } from "@/server/domain/flow";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import type { WorkspaceId } from "@/server/domain/workspace";

export type DraftState = {
  name: string;
  status: FlowStatus;
  revision: number;
  draft: unknown;
  by: { id: string | null; name: string };
  at: Date | null;
};

type StateRow = Omit<DraftState, "by"> & { byId: string | null; byName: string };

/** The draft as it stands, and who saved it last. */
export async function readDraftState(workspaceId: WorkspaceId, flowId: string): Promise<DraftState> {
  const { rows } = await pool().query<StateRow>({
    name: "read-draft-state",
    text: `select name, status, draft_revision as revision, draft, draft_saved_by as "byId", draft_saved_name as "byName", draft_saved_at as at
           from automation_flows where workspace_id = $1 and id = $2`,
    values: [workspaceId, flowId],
  });
  const [row] = rows;
  if (!row) throw noSuchFlow();
  const { byId, byName, ...state } = row;
  return { ...state, by: { id: byId, name: byName } };
}

/** The refusal of a save that began from an older draft, with the one that stands there. */
export function staleDraft({ revision, draft, by, at }: DraftState, wanted: number): AppError {
  const who = by.name ? `${by.name} saved it meanwhile` : "it was saved meanwhile";
  return new AppError(
    "conflict",
    `The draft is at revision ${revision} by now, not ${wanted}: ${who}. Read it again, then repeat the change.`,
    { stale: { revision, draft, by, at } },
  );
}

export type Editing = {
  /** Who has the flow open, one entry for each browser tab. */
  editors: { userId: string; name: string; clientId: string; selected: string | null }[];
  /** The draft's latest save; null: as it was created. */
  draft: {
    revision: number;
    by: { id: string | null; name: string; clientId: string | null };
    at: Date;
  } | null;
};

type EditingRow = {
  editors: Editing["editors"] | null;
  revision: number;
  by: Editing["editors"][number]["userId"] | null;
  byName: string;
  byClient: string | null;
  at: Date | null;
};

export async function readEditing(workspaceId: WorkspaceId, flowId: string): Promise<Editing> {
  const { rows } = await pool().query<EditingRow>({
    name: "read-editing",
    text: `select f.draft_revision as revision, f.draft_saved_by as by, f.draft_saved_name as "byName", f.draft_saved_client as "byClient",
             f.draft_saved_at as at, (
             select json_agg(json_build_object('userId', e.user_id, 'name', u.name, 'clientId', e.client_id, 'selected', e.selected) order by u.name, e.client_id)
             from flow_editors e join users u on u.id = e.user_id join memberships m on m.workspace_id = e.workspace_id and m.user_id = e.user_id
             where e.workspace_id = f.workspace_id and e.flow_id = f.id and e.expires_at > $3::timestamptz) as editors
           from automation_flows f where f.workspace_id = $1 and f.id = $2`,
    values: [workspaceId, flowId, now()],
  });
  const [row] = rows;
  if (!row) throw noSuchFlow();
  const { editors, revision, by, byName, byClient, at } = row;
  return {
    editors: editors ?? [],
    draft: at && { revision, by: { id: by, name: byName, clientId: byClient }, at },
  };
}
