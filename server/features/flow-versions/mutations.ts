import type { Prisma } from "@/prisma/generated/client";
import { now } from "@/server/db/clock";
import { firstIdOf, newId } from "@/server/db/id";
import { toJson } from "@/server/db/json";
import { asTx, prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema } from "@/server/domain/flow";
import { approvalWords } from "@/server/domain/flow-reach";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import { PLANS, planKeys } from "@/server/domain/plans";
import { requireSound } from "@/server/domain/require-sound";
import type { WorkspaceId } from "@/server/domain/workspace";
import { finishCancelled } from "@/server/engine/finish-cancelled";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { liftStop } from "@/server/engine/lift-stop";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { readBilling } from "@/server/records/billing-facts";
import { sameBehaviour } from "../flows/data";
import { reachToApprove } from "../safeguards/data";

/** Longer than the acceptance of an event takes. */
const ACCEPTANCE_MS = 1_000;

type Db = Prisma.TransactionClient;
export type Place = { db: Db; workspaceId: WorkspaceId; actor: Actor };
export type LockedFlow = {
  id: string;
  name: string;
  status: FlowStatus;
  draft: unknown;
  activeVersionId: string | null;
  draftRevision: number;
};

/** The draft becomes a version, which events start from now on when the flow is on. */
export function publishFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  versionNote = "",
): Promise<{ version: number }> {
  return change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archivedFlow(flow);
    return publish(place, flow, versionNote);
  });
}

/** Turns the flow on. One that was never published is published first. */
export const activateFlow = (workspaceId: WorkspaceId, actor: Actor, flowId: string): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archivedFlow(flow);
    if (!flow.activeVersionId) await publish(place, flow, "");
    await activate(place, await lockFlow(place, flowId));
  });

/** Nothing new starts; runs under way go on. */
export const pauseFlow = (workspaceId: WorkspaceId, actor: Actor, flowId: string): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archivedFlow(flow);
    await pause(place, flow);
  });

/** Deletes for everyday use: history stays. Open runs are cancelled, or left to finish. */
export async function archiveFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  runs: "cancel" | "finish",
): Promise<void> {
  await change(workspaceId, actor, async (place) => {
    await archive(place, await lockFlow(place, flowId));
    if (runs === "cancel") await cancelOpenRuns(place, flowId);
  });
  // The sweep does the rest, and all of it if this process dies here.
  if (runs === "cancel") await finishCancelled(1);
}

export const restoreFlow = (
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  on: boolean,
): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    await restore(place, flow);
    if (on) await setStatus(place, await lockFlow(place, flowId), "active");
  });

/** One transaction of changes to flows, with who makes them. */
export function change<T>(
  workspaceId: WorkspaceId,
  actor: Actor,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  return prisma().$transaction((db) => work({ db, workspaceId, actor }), { timeout: 15_000 });
}

/** The flow, for as long as the transaction lasts nobody else's to change. */
export async function lockFlow({ db, workspaceId }: Place, flowId: string): Promise<LockedFlow> {
  const rows = await db.$queryRaw<LockedFlow[]>`
    select id, name, status, draft, active_version_id as "activeVersionId", draft_revision as "draftRevision"
    from automation_flows where workspace_id = ${workspaceId}::uuid and id = ${flowId}::uuid for update`;
  const [flow] = rows;
  if (!flow) throw noSuchFlow();
  return flow;
}

/** `approved`: by somebody who knows how many people it may reach. */
export async function publish(
  place: Place,
  flow: LockedFlow,
  versionNote: string,
  approved = false,
): Promise<{ version: number }> {
  const { db, workspaceId, actor } = place;
  const definition = flowDefinitionSchema.parse(flow.draft);
  requireSound(definition);
  const current = flow.activeVersionId
    ? await db.flowVersion.findFirstOrThrow({
        where: { workspaceId, id: flow.activeVersionId },
        select: { number: true, definition: true },
      })
    : null;
  const runs = current && flowDefinitionSchema.parse(current.definition);
  if (current && runs && sameBehaviour(definition, runs)) return { version: current.number };
  const reach = await reachToApprove(asTx(db), workspaceId, definition, runs);
  if (reach && !approved) throw new AppError("conflict", approvalWords(flow.name, reach));
  const latest = await db.flowVersion.aggregate({
    where: { workspaceId, flowId: flow.id, number: { gt: 0 } },
    _max: { number: true },
  });
  const version = { id: newId(), number: (latest._max.number ?? 0) + 1 };
  const at = now();
  const publishedBy = actor.type === "user" ? actor.id : null;
  await db.flowVersion.create({
    data: {
      ...version,
      workspaceId,
      flowId: flow.id,
      definition: definitionJson(definition),
      note: versionNote,
      publishedBy,
      createdAt: at,
    },
  });
  const status = flow.status === "draft" ? "paused" : flow.status;
  await db.flow.update({
    where: { id: flow.id },
    data: {
      activeVersionId: version.id,
      runLimit: definition.settings.concurrency ?? null,
      runsPerHour: definition.settings.max_runs_per_hour ?? null,
      status,
      updatedAt: at,
    },
  });
  if (status === "active")
    await syncFlowTriggers(asTx(db), { workspaceId, flowId: flow.id, versionId: version.id, definition });
  // What was asked about an earlier draft has been answered by this.
  await db.flowApproval.updateMany({
    where: { workspaceId, flowId: flow.id, state: "pending" },
    data: { state: "replaced", decidedAt: at },
  });
  const approval = reach ? { approvedFor: reach.people } : {};
  await noteFlow(place, "flow.published", flow, { version: version.number, note: versionNote, ...approval });
  return { version: version.number };
}

async function activate(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status === "active" || !flow.activeVersionId) return;
  const { db, workspaceId } = place;
  await claimPlace(place, flow);
  const version = await db.flowVersion.findFirstOrThrow({
    where: { workspaceId, id: flow.activeVersionId },
    select: { id: true, definition: true },
  });
  const definition = flowDefinitionSchema.parse(version.definition);
  await db.flow.update({ where: { id: flow.id }, data: { status: "active", updatedAt: now() } });
  await liftStop(asTx(db), workspaceId, flow.id);
  await syncFlowTriggers(asTx(db), { workspaceId, flowId: flow.id, versionId: version.id, definition });
  await noteFlow(place, "flow.activated", flow);
}

async function pause(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status !== "active") return;
  await place.db.flow.update({ where: { id: flow.id }, data: { status: "paused", updatedAt: now() } });
  await syncFlowTriggers(asTx(place.db), { workspaceId: place.workspaceId, flowId: flow.id, none: true });
  await noteFlow(place, "flow.paused", flow);
}

async function archive(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status === "archived") return;
  const at = now();
  await place.db.flow.update({
    where: { id: flow.id },
    data: { status: "archived", archivedAt: at, updatedAt: at },
  });
  await syncFlowTriggers(asTx(place.db), { workspaceId: place.workspaceId, flowId: flow.id, none: true });
  // Its open runs are cancelled, or may finish: none is to stand still for ever.
  await liftStop(asTx(place.db), place.workspaceId, flow.id);
  await noteFlow(place, "flow.archived", flow);
}

async function restore(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status !== "archived") return;
  const status = flow.activeVersionId ? "paused" : "draft";
  await place.db.flow.update({
    where: { id: flow.id },
    data: { status, archivedAt: null, updatedAt: now() },
  });
  await noteFlow(place, "flow.restored", flow);
}

/** `active` means published and turned on, whatever it was before. */
export async function setStatus(place: Place, flow: LockedFlow, status: FlowStatus): Promise<void> {
  if (status === "archived") return archive(place, flow);
  await restore(place, flow);
  const back = await lockFlow(place, flow.id);
  if (status === "draft") {
    if (back.activeVersionId && flow.status !== "archived")
      throw new AppError(
        "conflict",
        `“${flow.name}” was published and cannot become a draft again. Set its status to paused to stop it.`,
      );
    return;
  }
  if (status === "active" || !back.activeVersionId) await publish(place, back, "");
  const published = await lockFlow(place, flow.id);
  await (status === "active" ? activate(place, published) : pause(place, published));
}

/** One more active flow, if the plan has room. The row lock makes two that come at once take turns. */
async function claimPlace({ db, workspaceId }: Place, flow: LockedFlow): Promise<void> {
  await db.$queryRaw`select id from workspaces where id = ${workspaceId}::uuid for no key update`;
  const { terms: plan } = await readBilling(asTx(db), workspaceId);
  const active = await db.flow.count({ where: { workspaceId, status: "active" } });
  if (active < plan.maxWorkflows) return;
  const larger = planKeys.map((key) => PLANS[key]).find((each) => each.maxWorkflows > plan.maxWorkflows);
  const way = larger
    ? `, or upgrade to ${larger.name} for ${larger.maxWorkflows} under Settings → Billing`
    : "";
  throw new AppError(
    "payment_required",
    `“${flow.name}” was not turned on: the ${plan.name} plan runs ${plan.maxWorkflows} active flows, and all of them are in use. Pause another flow${way}.`,
  );
}

/** A mark that every turn obeys. Also for runs that events being accepted at this moment start. */
async function cancelOpenRuns({ db, workspaceId }: Place, flowId: string): Promise<void> {
  const at = now();
  const cancelBefore = firstIdOf(new Date(at.getTime() + ACCEPTANCE_MS));
  await db.flow.updateMany({
    where: { workspaceId, id: flowId },
    data: { cancelBefore, cancelRequestedAt: at },
  });
}

/** A line of the audit log about a flow. */
export const noteFlow = (
  { db, workspaceId, actor }: Place,
  action: string,
  { id, name }: { id: string; name: string },
  details = {},
) => writeAudit(asTx(db), { workspaceId, actor, action, target: { type: "flow", id, name }, details });

export const archivedFlow = ({ name }: LockedFlow) =>
  new AppError("conflict", `“${name}” is archived. Restore it first.`);

/** As the database takes it: nothing undefined, no characters that jsonb refuses. */
export const definitionJson = (definition: FlowDefinition): Prisma.InputJsonObject =>
  JSON.parse(toJson(definition));
