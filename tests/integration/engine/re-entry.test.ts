import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { getEvent } from "@/server/features/events/data";
import { drive, makeWorkspace, publish, send } from "../support/engine";

const document = (settings: Record<string, unknown>, steps: Record<string, unknown>[] = []) => ({
  name: "Welcome",
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [...steps, { id: "note", type: "action", action_type: "log", config: { message: "hello" } }],
  settings,
});
const waits = [{ id: "wait", type: "delay", for: { value: 1, unit: "hours" } }];
const ann = { email: "ann@example.com" };

describe("re-entry", () => {
  it("lets a contact in once, and says so at the event", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document({ reentry: "once_per_contact" }));
    const first = await send(workspace, "lead.created", ann);
    expect(first).toMatchObject({ runs: [{ flowId }], notStarted: [] });
    await drive(first.runs[0]?.id ?? "");
    const second = await send(workspace, "lead.created", ann, { idempotencyKey: "two" });
    expect(second).toMatchObject({ runs: [], notStarted: [{ flowId, reason: "once_per_contact" }] });
    const again = await send(workspace, "lead.created", ann, { idempotencyKey: "two" });
    expect(again).toMatchObject({ duplicate: true, runs: [], notStarted: second.notStarted });
    expect((await getEvent(workspace, second.eventId)).notStarted).toEqual([
      { flowId, flowName: "Welcome", reason: "once_per_contact" },
    ]);
    // Another contact, the same one by another key, and somebody unknown.
    expect((await send(workspace, "lead.created", { email: "bob@example.com" })).runs).toHaveLength(1);
    await send(workspace, "contact.seen", { ...ann, phone: "+14155550123" });
    expect((await send(workspace, "lead.created", { phone: "+14155550123" })).runs).toHaveLength(0);
    expect((await send(workspace, "lead.created", { country: "US" })).runs).toHaveLength(1);
    expect((await send(workspace, "lead.created", { country: "US" })).runs).toHaveLength(1);
    // By hand it may run as often as one likes.
    expect((await send(workspace, "lead.created", ann, { onlyFlowId: flowId })).runs).toHaveLength(1);
  });

  it("lets a contact in again when its run is over", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document({ reentry: "one_active_per_contact" }));
    const first = await send(workspace, "lead.created", ann);
    expect((await send(workspace, "lead.created", ann)).notStarted).toMatchObject([
      { reason: "one_active_per_contact" },
    ]);
    await drive(first.runs[0]?.id ?? "");
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(1);
  });

  it("starts one run for events of one contact at the same moment", async () => {
    for (const reentry of ["one_active_per_contact", "once_per_contact"]) {
      const workspace = await makeWorkspace();
      await publish(workspace, document({ reentry }, waits));
      for (const email of ["a@example.com", "b@example.com", "c@example.com"]) {
        const accepted = await Promise.all(
          Array.from({ length: 12 }, (_, n) => send(workspace, "lead.created", { email, n })),
        );
        expect(accepted.flatMap(({ runs }) => runs)).toHaveLength(1);
        expect(accepted.flatMap(({ notStarted }) => notStarted)).toHaveLength(11);
      }
      const { rows } = await pool().query("select 1 from event_refusals where workspace_id = $1", [
        workspace,
      ]);
      expect(rows).toHaveLength(33);
    }
  });

  it("keeps a contact out until the cool-down is over", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document({ cool_down: { value: 1, unit: "hours" } }));
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(1);
    expect((await send(workspace, "lead.created", ann)).notStarted).toMatchObject([{ reason: "cool_down" }]);
    await pool().query(
      "update flow_entries set entered_at = entered_at - interval '59 minutes' where flow_id = $1",
      [flowId],
    );
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(0);
    await pool().query(
      "update flow_entries set entered_at = entered_at - interval '1 minute' where flow_id = $1",
      [flowId],
    );
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(1);
  });

  it("counts those who were in before the flow began to limit entries", async () => {
    const workspace = await makeWorkspace();
    const { flowId, versionId } = await publish(workspace, document({}));
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(1);
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(1);
    const imported = importFlow(document({ reentry: "once_per_contact" }));
    if (!imported.ok) throw new Error("no flow");
    const { definition } = imported.flow;
    await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, versionId, definition });
    expect((await send(workspace, "lead.created", ann)).runs).toHaveLength(0);
    expect((await send(workspace, "lead.created", { email: "new@example.com" })).runs).toHaveLength(1);
  });

  it("says which flows an event did not start because it is too deep in a chain", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document({}));
    const cause = (await send(workspace, "lead.created", ann)).runs[0]?.id ?? "";
    const deep = await send(workspace, "lead.created", ann, { causedBy: { runId: cause, depth: 5 } });
    expect(deep).toMatchObject({ runs: [], notStarted: [{ flowId, reason: "too_deep" }] });
  });
});
