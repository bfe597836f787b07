/** A flow that Baton's own actions start for one contact over and over is paused; nothing is lost, and its owner knows. */
import { afterEach, describe, expect, it } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import { advance } from "@/server/engine/advance";
import { forgetLoopStarts } from "@/server/engine/forget-loop-starts";
import { mailStops } from "@/server/engine/mail-stops";
import { sweepOnce } from "@/server/engine/watchdog";
import { getEvent } from "@/server/features/events/data";
import { activateFlow } from "@/server/features/flow-versions/mutations";
import { listFlows } from "@/server/features/flows/data";
import { decisionsOfContact, gateFigures } from "@/server/features/gate/data";
import { safeguardsOf } from "@/server/features/safeguards/data";
import { newMember, newPerson, type Person } from "../../fixtures/people";
import { connectMail } from "../support/connect-mail";
import { drive, driveAll, makeWorkspace, publish, readRun, runsOf, send } from "../support/engine";
import { contactId, setRules, stoppedClock } from "../support/gate";
import { startMailServer } from "../support/mail-server";

const ANN = { email: "ann@example.com", name: "Ann" };
const log = { id: "note", type: "action", action_type: "log", config: { message: "hello" } };
const nap = { id: "nap", type: "delay", for: { value: 1, unit: "days" } };

const document = (settings: Record<string, unknown> = {}, steps: Record<string, unknown>[] = [log]) => ({
  name: "Follow up",
  trigger: { type: "event", event_types: ["lead.touched"] },
  steps,
  settings,
});

afterEach(() => {
  globalThis.batonClock = undefined;
});

/** A run of a flow, whose actions cause what comes. */
async function causeIn(workspace: WorkspaceId): Promise<{ runId: string; depth: number }> {
  await publish(workspace, {
    ...document(),
    name: "Cause",
    trigger: { type: "event", event_types: ["begin"] },
  });
  const { runs } = await send(workspace, "begin", ANN);
  return { runId: runs[0]?.id ?? "", depth: 0 };
}

async function touch(
  workspace: WorkspaceId,
  times: number,
  causedBy: { runId: string; depth: number },
  who = ANN,
) {
  const accepted = [];
  for (let n = 0; n < times; n++) accepted.push(await send(workspace, "lead.touched", who, { causedBy }));
  return accepted;
}

const statusOf = async (flowId: string) =>
  (
    await pool().query<{ status: string; halted_at: Date | null }>(
      "select status::text, halted_at from automation_flows where id = $1",
      [flowId],
    )
  ).rows[0];
const stopsOf = async (flowId: string) =>
  (await pool().query("select * from flow_stops where flow_id = $1 order by at", [flowId])).rows;
const toldOf = async (workspaceId: string) =>
  (
    await pool().query<{ user_id: string; title: string; body: string; link: string }>(
      "select user_id, title, body, link from notifications where workspace_id = $1 order by user_id",
      [workspaceId],
    )
  ).rows;

describe("the loop guard", () => {
  it("lets a flow begin twenty times an hour for a contact, then pauses it, also when every run succeeds", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document());
    const accepted = await touch(workspace, 20, causedBy);
    expect(accepted.flatMap(({ runs }) => runs)).toHaveLength(20);
    await driveAll(workspace);
    expect((await runsOf(workspace)).every(({ status }) => status === "completed")).toBe(true);
    expect(await statusOf(flowId)).toMatchObject({ status: "active" });

    const [last] = await touch(workspace, 1, causedBy);
    expect(last).toMatchObject({ runs: [], notStarted: [{ flowId, reason: "loop_guard" }] });
    // Nothing lost: the event is there, and says why it started nothing.
    expect((await getEvent(workspace, last?.eventId ?? "")).notStarted).toEqual([
      { flowId, flowName: "Follow up", reason: "loop_guard" },
    ]);
    expect(await statusOf(flowId)).toMatchObject({ status: "paused", halted_at: expect.any(Date) });
    expect(await stopsOf(flowId)).toMatchObject([
      { reason: "loop_guard", starts_per_hour: 20, event_id: last?.eventId, event_type: "lead.touched" },
    ]);
    // What comes now meets no flow.
    expect((await touch(workspace, 1, causedBy))[0]).toMatchObject({ runs: [], notStarted: [] });
    const { rows } = await pool().query(
      "select actor_type, details from audit_entries where target_id = $1 and action = 'flow.paused'",
      [flowId],
    );
    expect(rows).toMatchObject([
      { actor_type: "system", details: { reason: "loop_guard", startsPerHour: 20 } },
    ]);
  });

  it("counts only what Baton's own actions cause, per contact and flow, and no tests", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 3 }));
    for (let n = 0; n < 8; n++) {
      await send(workspace, "lead.touched", ANN);
      await send(workspace, "lead.touched", ANN, { causedBy, mode: "test" });
      await send(workspace, "lead.touched", { email: `other-${n}@example.com` }, { causedBy });
      await send(workspace, "lead.touched", { country: "US" }, { causedBy });
    }
    expect(await statusOf(flowId)).toMatchObject({ status: "active" });
    await touch(workspace, 3, causedBy);
    expect(await statusOf(flowId)).toMatchObject({ status: "active" });
    await touch(workspace, 1, causedBy);
    expect(await statusOf(flowId)).toMatchObject({ status: "paused" });
  });

  it("does not count what the outside world asks for as a single action", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document({ loop_guard: 2 }));
    const { rows } = await pool().query<{ id: string }>(
      `insert into flow_executions (id, workspace_id, trigger_event_type, status, origin, quota_shard) values (gen_random_uuid(), $1, 'create_order', 'running', 'direct', 0) returning id`,
      [workspace],
    );
    const outside = { runId: rows[0]?.id ?? "", depth: 0 };
    await touch(workspace, 6, outside);
    expect(await statusOf(flowId)).toMatchObject({ status: "active" });
    // One that a flow's run stands behind is the flow's doing.
    const { runId } = await causeIn(workspace);
    await pool().query("update flow_executions set parent_run_id = $2 where id = $1", [outside.runId, runId]);
    await touch(workspace, 3, outside);
    expect(await statusOf(flowId)).toMatchObject({ status: "paused" });
  });

  it("looks back an hour, by the clock", async () => {
    const clock = stoppedClock("2026-05-04T10:00:00Z");
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 2 }));
    await touch(workspace, 1, causedBy);
    clock.at("2026-05-04T10:30:00Z");
    await touch(workspace, 1, causedBy);
    clock.at("2026-05-04T11:00:00Z");
    await touch(workspace, 1, causedBy);
    expect(await statusOf(flowId)).toMatchObject({ status: "active" });
    clock.at("2026-05-04T11:29:59Z");
    await touch(workspace, 1, causedBy);
    expect(await statusOf(flowId)).toMatchObject({ status: "paused" });
  });

  it("keeps the times of the last hour, and no others", async () => {
    const clock = stoppedClock("2026-05-04T10:00:00Z");
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document());
    const rows = async () =>
      (await pool().query<{ starts: Date[] }>("select starts from loop_starts where flow_id = $1", [flowId]))
        .rows;
    for (const at of ["10:00", "10:20", "11:10"]) {
      clock.at(`2026-05-04T${at}:00Z`);
      await touch(workspace, 1, causedBy);
    }
    expect((await rows())[0]?.starts).toEqual([
      new Date("2026-05-04T10:20:00Z"),
      new Date("2026-05-04T11:10:00Z"),
    ]);
    clock.at("2026-05-04T12:09:00Z");
    await forgetLoopStarts();
    expect(await rows()).toHaveLength(1);
    clock.at("2026-05-04T12:10:00Z");
    await forgetLoopStarts();
    expect(await rows()).toEqual([]);
  });

  it("has the workspace's number where the flow names none", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document());
    await setRules(workspace, { loop_starts_per_hour: 1 });
    await touch(workspace, 2, causedBy);
    expect(await stopsOf(flowId)).toMatchObject([{ starts_per_hour: 1 }]);
  });

  it("is exact whoever comes at once: as many runs as it allows, one stop, one word to the owner", async () => {
    for (let round = 0; round < 4; round++) {
      const owner = await newPerson(`Olga ${round}`);
      const workspace = owner.workspace.id;
      const causedBy = await causeIn(workspace);
      const { flowId } = await publish(workspace, document({ loop_guard: 5 }));
      const accepted = await Promise.all(
        Array.from({ length: 16 }, () => send(workspace, "lead.touched", ANN, { causedBy })),
      );
      expect(accepted.flatMap(({ runs }) => runs)).toHaveLength(5);
      expect(accepted.filter(({ notStarted }) => notStarted.length > 0).length).toBeGreaterThan(0);
      expect(await stopsOf(flowId)).toHaveLength(1);
      expect(await toldOf(workspace)).toHaveLength(1);
      expect(await statusOf(flowId)).toMatchObject({ status: "paused" });
    }
  });

  it("takes no entry away from who did not come in", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(
      workspace,
      document({ loop_guard: 1, reentry: "one_active_per_contact" }),
    );
    const [first] = await touch(workspace, 1, causedBy);
    // Refused by its own rule: that is no start, and counts for none.
    expect(
      (await touch(workspace, 3, causedBy)).every(
        ({ notStarted }) => notStarted[0]?.reason === "one_active_per_contact",
      ),
    ).toBe(true);
    await drive(first?.runs[0]?.id ?? "");
    expect((await touch(workspace, 1, causedBy))[0]?.notStarted).toMatchObject([{ reason: "loop_guard" }]);
    const { rows } = await pool().query("select 1 from flow_entries where flow_id = $1", [flowId]);
    expect(rows).toEqual([]);
  });

  it("goes with the transaction that caused it", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 1 }));
    await touch(workspace, 1, causedBy);
    const work = inTransaction(async (tx) => {
      await acceptEvent(
        { workspaceId: workspace, type: "lead.touched", payload: ANN, source: "platform", causedBy },
        tx,
      );
      throw new Error("the step failed");
    });
    await expect(work).rejects.toThrow("the step failed");
    expect(await statusOf(flowId)).toMatchObject({ status: "active", halted_at: null });
    expect(await stopsOf(flowId)).toEqual([]);
  });

  it("stops the runs where they are; turned on again they go on, and the count begins anew", async () => {
    const owner = await newPerson("Olga");
    const workspace = owner.workspace.id;
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 2 }, [nap, log]));
    const [one] = await touch(workspace, 3, causedBy);
    const runId = one?.runs[0]?.id ?? "";
    await advance({ runId, generation: 0 });
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "halted" });
    expect(await safeguardsOf(workspace, owner.id, flowId)).toMatchObject({
      stop: { reason: "loop_guard", startsPerHour: 2, eventType: "lead.touched", contact: { name: "Ann" } },
    });
    const filter = { status: [], q: "", folder: "", tags: [], sort: "name" as const, limit: 50 };
    expect((await listFlows(workspace, filter, undefined)).flows).toContainEqual(
      expect.objectContaining({ id: flowId, status: "paused", stoppedFor: "loop_guard" }),
    );

    await activateFlow(workspace, { type: "user", id: owner.id, name: "Olga" }, flowId);
    expect(await statusOf(flowId)).toMatchObject({ status: "active", halted_at: null });
    expect(await safeguardsOf(workspace, owner.id, flowId)).toMatchObject({ stop: null });
    await sweepOnce();
    await driveAll(workspace, 0);
    expect(await readRun(runId)).toMatchObject({ status: "waiting" });
    expect((await touch(workspace, 2, causedBy)).flatMap(({ runs }) => runs)).toHaveLength(2);
    expect((await touch(workspace, 1, causedBy))[0]?.notStarted).toMatchObject([{ reason: "loop_guard" }]);
  });

  it("is told on the contact's page and counted in the flow's figures", async () => {
    const workspace = await makeWorkspace();
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 1 }));
    await touch(workspace, 2, causedBy);
    const id = await contactId(workspace, `email:${ANN.email}`);
    const { decisions } = await decisionsOfContact(workspace, id, undefined);
    expect(decisions).toMatchObject([
      {
        kind: "not_started",
        reason: "loop_guard",
        value: "1",
        eventType: "lead.touched",
        flow: { id: flowId },
      },
    ]);
    expect(await gateFigures(workspace, flowId)).toMatchObject({
      notStarted: [{ reason: "loop_guard", events: 1 }],
    });
  });
});

describe("who is told of a stopped flow", () => {
  async function stopped(owner: Person, createdBy: string | null) {
    const workspace = owner.workspace.id;
    const causedBy = await causeIn(workspace);
    const { flowId } = await publish(workspace, document({ loop_guard: 1 }));
    await pool().query("update automation_flows set created_by = $2 where id = $1", [flowId, createdBy]);
    await touch(workspace, 2, causedBy);
    return flowId;
  }

  it("who made it, while a member; else owners and admins; by mail too where there is a mail server", async () => {
    const owner = await newPerson("Olga");
    const [editor, admin] = [await newMember(owner, "editor"), await newMember(owner, "admin")];
    const server = await startMailServer();
    try {
      await connectMail(owner, server);
      const flowId = await stopped(owner, editor.id);
      expect(await toldOf(owner.workspace.id)).toMatchObject([
        {
          user_id: editor.id,
          title: "“Follow up” was paused: it may go round in a circle",
          link: `/w/${owner.workspace.slug}/flows/${flowId}`,
        },
      ]);
      await mailStops();
      await mailStops();
      expect(server.mails.map(({ to }) => to)).toEqual([[editor.email]]);
      expect(server.mails[0]?.text.replaceAll("=\r\n", "")).toContain(
        `/w/${owner.workspace.slug}/flows/${flowId}`,
      );
      // The Outbox holds what flows send to contacts, and the ledger what is paid for: this is neither.
      const { rows } = await pool().query(
        `select id::text from messages where workspace_id = $1
         union all select key from usage_records where workspace_id = $1 and kind = 'email_sent'`,
        [owner.workspace.id],
      );
      expect(rows).toEqual([]);
    } finally {
      await server.close();
    }
    await pool().query("delete from memberships where workspace_id = $1 and user_id = $2", [
      owner.workspace.id,
      editor.id,
    ]);
    await stopped(owner, editor.id);
    expect((await toldOf(owner.workspace.id)).map(({ user_id }) => user_id).sort()).toEqual(
      [owner.id, admin.id].sort(),
    );
  });
});
