import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { toJson } from "@/server/db/json";
import { pool } from "@/server/db/pool";
import { asTx } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { reachWords } from "@/server/domain/flow-reach";
import { requireSound } from "@/server/domain/require-sound";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import { notify } from "@/server/records/notification";
import {
  archivedFlow,
  change,
  type LockedFlow,
  lockFlow,
  noteFlow,
  type Place,
  publish,
} from "../flow-versions/mutations";
import { readFlow, sameBehaviour } from "../flows/data";
import { reachToApprove } from "./data";

/** By somebody who was shown how many people it may reach, and may approve it. */
export const publishApproved = (
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  note: string,
): Promise<{ version: number }> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archivedFlow(flow);
    return publish(place, flow, note, true);
  });

/** Asks owners and admins to publish the draft as it is now. An earlier question about the flow is taken back. */
export async function requestApproval(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  note: string,
): Promise<{ id: string; people: number }> {
  const requestedBy = memberOf(actor);
  const { name, draft, activeVersion } = await readFlow(workspaceId, flowId);
  requireSound(draft);
  const reach = await reachToApprove(pool(), workspaceId, draft, activeVersion?.definition ?? null);
  if (!reach) throw new AppError("conflict", `“${name}” needs nobody's approval (any more). Publish it.`);
  const id = newId();
  return change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archivedFlow(flow);
    const tx = asTx(place.db);
    const at = now().toISOString();
    await tx.query(
      "update flow_approvals set state = 'replaced', decided_at = $3::timestamptz where workspace_id = $1::uuid and flow_id = $2::uuid and state = 'pending'",
      [workspaceId, flowId, at],
    );
    await tx.query(
      `insert into flow_approvals (id, workspace_id, flow_id, definition, note, people, counted, requested_by, requested_at)
       values ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5, $6::int, $7, $8::uuid, $9::timestamptz)`,
      [id, workspaceId, flowId, toJson(draft), note, reach.people, reach.counted, requestedBy, at],
    );
    await noteFlow(place, "flow.approval_requested", flow, { people: reach.people, counted: reach.counted });
    const body = `${reachWords(reach)}.${note ? ` Their note: “${note}”.` : ""} Approve or decline it on the flow's page.`;
    await tell(place, await approvers(place, requestedBy), flow, {
      title: `${actor.name} asks to publish “${flow.name}”`,
      body,
    });
    return { id, people: reach.people };
  });
}

type Answer = { flowId: string; requestId: string };

/** Publishes what was asked for. A draft that does something else by now is refused. */
export const approveRequest = (
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, requestId }: Answer,
): Promise<{ version: number }> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    const request = await lockRequest(place, flowId, requestId);
    if (flow.status === "archived") throw archivedFlow(flow);
    const [asked, draft] = [request.definition, flow.draft].map((one) => flowDefinitionSchema.parse(one));
    if (asked && draft && !sameBehaviour(asked, draft))
      throw new AppError(
        "conflict",
        `The draft of “${flow.name}” was changed since this was asked. Look at it and publish it yourself, or decline.`,
      );
    await decide(place, request.id, "approved", "");
    const published = await publish(place, flow, request.note, true);
    await noteFlow(place, "flow.approval_approved", flow, {
      people: request.people,
      version: published.version,
    });
    await tell(place, [request.requested_by], flow, {
      title: `“${flow.name}” is published`,
      body: `${actor.name} approved it, as version ${published.version}. ${flow.status === "active" ? "Events start it from now on." : "Turn it on, and events start it."}`,
    });
    return published;
  });

export const declineRequest = (
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, requestId, answer }: Answer & { answer: string },
): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    const request = await lockRequest(place, flowId, requestId);
    await decide(place, request.id, "declined", answer);
    await noteFlow(place, "flow.approval_declined", flow, { people: request.people, answer });
    await tell(place, [request.requested_by], flow, {
      title: `“${flow.name}” was not published`,
      body: `${actor.name} declined it${answer ? `: “${answer}”` : ""}. The draft stays as it is.`,
    });
  });

/** Taken back by whoever asked. */
export const withdrawRequest = (
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, requestId }: Answer,
): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    const request = await lockRequest(place, flowId, requestId);
    if (request.requested_by !== actor.id)
      throw new AppError("forbidden", "Only who asked can take it back. Decline it instead.");
    await decide(place, request.id, "withdrawn", "");
    await noteFlow(place, "flow.approval_withdrawn", flow);
  });

function memberOf(actor: Actor): string {
  if (actor.type === "user" && actor.id) return actor.id;
  throw new AppError("forbidden", "Approval is asked for by a member of the workspace, on the flow's page.");
}

type Request = { id: string; definition: unknown; note: string; people: number; requested_by: string };

async function lockRequest({ db, workspaceId }: Place, flowId: string, requestId: string): Promise<Request> {
  const { rows } = await asTx(db).query<Request & { state: string }>(
    `select id, definition, note, people, requested_by, state from flow_approvals
     where workspace_id = $1::uuid and flow_id = $2::uuid and id = $3::uuid for update`,
    [workspaceId, flowId, requestId],
  );
  const [request] = rows;
  if (!request) throw new AppError("not_found", "There is no such request. Reload the flow's page.");
  if (request.state !== "pending")
    throw new AppError("conflict", `This was answered already (${request.state}). Reload the flow's page.`);
  return request;
}

async function decide({ db, workspaceId, actor }: Place, id: string, state: string, answer: string) {
  await asTx(db).query(
    `update flow_approvals set state = $3, answer = $4, decided_by = $5::uuid, decided_at = $6::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, id, state, answer, actor.type === "user" ? actor.id : null, now().toISOString()],
  );
}

async function approvers({ db, workspaceId }: Place, but: string): Promise<string[]> {
  const rows = await db.membership.findMany({
    where: { workspaceId, role: { in: ["owner", "admin"] }, userId: { not: but } },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return rows.map(({ userId }) => userId);
}

async function tell(
  { db, workspaceId }: Place,
  userIds: string[],
  flow: LockedFlow,
  words: { title: string; body: string },
): Promise<void> {
  const { slug } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { slug: true },
  });
  for (const userId of userIds)
    await notify(asTx(db), workspaceId, { ...words, link: `/w/${slug}/flows/${flow.id}`, userId });
}
