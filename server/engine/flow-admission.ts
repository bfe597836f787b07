import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { durationMs } from "../domain/duration";
import { canonicalEventType } from "../domain/event-type";
import type { FlowDefinition } from "../domain/flow";
import { flowExits } from "../domain/flow-exits";
import type { FlowSettings } from "../domain/flow-settings";

type Published = { workspaceId: string; flowId: string; versionId: string; definition: FlowDefinition };

/** What the rows of a flow's triggers say about who may enter: NULLs when every matching event may start a run. */
export function entryRule(settings: FlowSettings): { reentry: string | null; coolDownS: number | null } {
  const coolDown = settings.cool_down ? durationMs(settings.cool_down) : null;
  const coolDownS = coolDown ? Math.ceil(coolDown / 1000) : null;
  return { reentry: settings.reentry === "always" && !coolDownS ? null : settings.reentry, coolDownS };
}

/** What a version asks of admission beyond what starts it: who is in already, what ends its runs, how many at once. */
export async function syncAdmission(tx: Tx, version: Published): Promise<void> {
  const { settings } = version.definition;
  await syncRunLimit(tx, version);
  await enterThoseWhoAreIn(tx, version);
  await dropUnusedExits(tx, version);
  if (flowExits(settings).length > 0) await writeExits(tx, version);
}

/** Ends of runs by events, by version: runs keep the exit conditions of the version they follow. */
export async function writeExits(tx: Tx, { workspaceId, flowId, versionId, definition }: Published) {
  const rows = flowExits(definition.settings).flatMap(({ event_types, filter }) =>
    [...new Set(event_types.map(canonicalEventType))].map((eventType) => ({ eventType, filter })),
  );
  const known = await tx.query(
    "select 1 from flow_triggers where version_id = $1::uuid and kind = 'exit' limit 1",
    [versionId],
  );
  if (known.rows.length > 0) return;
  for (const { eventType, filter } of rows) {
    await tx.query(
      `insert into flow_triggers (id, workspace_id, flow_id, version_id, kind, event_type, filter)
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, 'exit', $5, $6::jsonb)`,
      [newId(), workspaceId, flowId, versionId, eventType, filter ? JSON.stringify(filter) : null],
    );
  }
}

async function dropUnusedExits(tx: Tx, { workspaceId, flowId, versionId }: Published): Promise<void> {
  await tx.query(
    `delete from flow_triggers t where t.workspace_id = $1::uuid and t.flow_id = $2::uuid and t.kind = 'exit' and t.version_id <> $3::uuid
       and not exists (select 1 from flow_executions r where r.workspace_id = t.workspace_id and r.flow_id = t.flow_id
         and r.version_id = t.version_id and r.status in ('queued', 'running', 'waiting', 'held'))
       and not exists (select 1 from automation_flows f where f.workspace_id = t.workspace_id and f.active_version_id = t.version_id)`,
    [workspaceId, flowId, versionId],
  );
}

/** Runs that were under way before there was a limit have places, however many they are. */
async function syncRunLimit(tx: Tx, { workspaceId, flowId, definition }: Published): Promise<void> {
  const { concurrency: limit = null, max_runs_per_hour: perHour = null } = definition.settings;
  await tx.query(
    `update automation_flows set run_limit = $3::int, runs_per_hour = $4::int where workspace_id = $1::uuid and id = $2::uuid
       and (run_limit, runs_per_hour) is distinct from ($3::int, $4::int)`,
    [workspaceId, flowId, limit, perHour],
  );
  if (limit === null) return;
  await tx.query(
    `insert into flow_slots (run_id, workspace_id, flow_id, placed)
     select id, workspace_id, flow_id, true from flow_executions
     where workspace_id = $1::uuid and flow_id = $2::uuid and status in ('queued', 'running', 'waiting', 'held') and started_at is not null
     on conflict (run_id) do nothing`,
    [workspaceId, flowId],
  );
}

/** When a flow begins to limit entries, the runs that events started before count. */
async function enterThoseWhoAreIn(tx: Tx, { workspaceId, flowId, definition }: Published): Promise<void> {
  const { reentry, coolDownS } = entryRule(definition.settings);
  if (!reentry) return;
  const since = new Date(now().getTime() - (coolDownS ?? 0) * 1000);
  await tx.query(
    `insert into flow_entries (workspace_id, flow_id, contact_id, run_id, rule, cool_down_s, entered_at)
     select distinct on (contact_id) workspace_id, flow_id, contact_id, id, $3::text, $4::int, created_at from flow_executions
     where workspace_id = $1::uuid and flow_id = $2::uuid and contact_id is not null and origin = 'event'
       and ($3::text = 'once_per_contact' or created_at >= $5::timestamptz or status in ('queued', 'running', 'waiting', 'held'))
     order by contact_id, created_at desc
     on conflict (flow_id, contact_id) do nothing`,
    [workspaceId, flowId, reentry, coolDownS, since.toISOString()],
  );
}
