import { describe, expect, it } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import { acceptEvent } from "@/server/engine/accept-event";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { makeWorkspace, publish, send } from "../support/engine";

const log = { id: "log", type: "action", action_type: "log", config: { message: "hi" } };
const count = async (table: string, workspace: string) =>
  Number(
    (await pool().query(`select count(*) from ${table} where workspace_id = $1`, [workspace])).rows[0]?.count,
  );

describe("accepting an event", () => {
  it("starts every flow of its type, under either spelling of it, and no other", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "A",
      trigger: { type: "event", event_types: ["payment_received"] },
      steps: [log],
    });
    await publish(workspace, {
      name: "B",
      trigger: { type: "event", event_types: ["payment.captured"] },
      steps: [log],
    });
    await publish(workspace, {
      name: "C",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [log],
    });
    expect((await send(workspace, "payment.received", {})).runs).toHaveLength(2);
    expect((await send(await makeWorkspace(), "payment.received", {})).runs).toHaveLength(0);
  });

  it("keeps to the trigger's filter and plugin", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Filtered",
      trigger: {
        type: "event",
        event_types: ["order.created"],
        filter: { field: "total", operator: "gt", value: 100 },
      },
      steps: [log],
    });
    await publish(workspace, {
      name: "Plugin",
      trigger: { type: "event", event_types: ["order.created"], plugin_id: "shop" },
      steps: [log],
    });
    expect((await send(workspace, "order.created", { total: 50 })).runs).toHaveLength(0);
    expect((await send(workspace, "order.created", { total: 150 })).runs).toHaveLength(1);
    expect((await send(workspace, "order.created", { total: 50 }, { source: "shop" })).runs).toHaveLength(1);
  });

  it("answers a duplicate with what the first one led to, also when fifty come at once", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "A",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [log],
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        send(
          workspace,
          "order.created",
          { email: "same@example.com" },
          { externalId: "evt_1", idempotencyKey: "k1" },
        ),
      ),
    );
    expect(new Set(answers.map((answer) => answer.eventId)).size).toBe(1);
    expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
    expect(new Set(answers.flatMap((answer) => answer.runs.map((run) => run.id))).size).toBe(1);
    expect(await count("events", workspace)).toBe(1);
    expect(await count("flow_executions", workspace)).toBe(1);
  });

  it("leaves nothing of an event whose second key is taken", async () => {
    const workspace = await makeWorkspace();
    const first = await send(workspace, "order.created", {}, { idempotencyKey: "k" });
    const second = await send(workspace, "order.created", {}, { externalId: "other", idempotencyKey: "k" });
    expect(second).toMatchObject({ duplicate: true, eventId: first.eventId });
    const third = await send(workspace, "order.created", {}, { externalId: "other" });
    expect(third.duplicate).toBe(false);
  });

  it("makes one contact of many first events at once, and finds it by any of its keys", async () => {
    const workspace = await makeWorkspace();
    await Promise.all(
      Array.from({ length: 30 }, () =>
        send(workspace, "customer.created", { email: "New@Example.com", name: "New" }),
      ),
    );
    expect(await count("contacts", workspace)).toBe(1);
    await send(workspace, "order.created", { customer_email: "new@example.com", phone: "+14155550123" });
    await send(workspace, "order.created", { phone: "+1 415 555 0123", customer_id: "cust_9" });
    expect(await count("contacts", workspace)).toBe(1);
    const { rows } = await pool().query(
      "select email, phone, external_id, name from contacts where workspace_id = $1",
      [workspace],
    );
    expect(rows).toEqual([
      { email: "new@example.com", phone: "+14155550123", external_id: "cust_9", name: "New" },
    ]);
  });

  it("takes what JSON allows and jsonb does not", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "A",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [log],
    });
    const accepted = await send(workspace, "order.created", {
      note: "nul \u0000 half \ud800 literal \\u0000",
    });
    expect(accepted.runs).toHaveLength(1);
    const { rows } = await pool().query("select payload->>'note' as note from events where id = $1", [
      accepted.eventId,
    ]);
    expect(rows[0]?.note).toBe("nul  half \ufffd literal \\u0000");
  });

  it("starts nothing from an event at the end of a long chain of causes", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Loop",
      trigger: { type: "event", event_types: ["task.created"] },
      steps: [log],
    });
    const runId = newId();
    expect((await send(workspace, "task.created", {}, { causedBy: { runId, depth: 4 } })).runs).toHaveLength(
      1,
    );
    expect((await send(workspace, "task.created", {}, { causedBy: { runId, depth: 5 } })).runs).toHaveLength(
      0,
    );
  });

  it("keeps a large payload apart, and refuses one over the limit", async () => {
    const workspace = await makeWorkspace();
    const accepted = await send(workspace, "order.created", { text: "x".repeat(5_000) });
    const { rows } = await pool().query(
      "select e.payload, length(p.body->>'text') as size from events e join payloads p on p.id = e.payload_id where e.id = $1",
      [accepted.eventId],
    );
    expect(rows[0]).toEqual({ payload: null, size: 5_000 });
    await expect(send(workspace, "order.created", { text: "x".repeat(600_000) })).rejects.toMatchObject({
      code: "too_large",
    });
  });

  it("is part of the caller's transaction when there is one", async () => {
    const workspace = await makeWorkspace();
    await expect(
      inTransaction(async (tx) => {
        await acceptEvent(
          {
            workspaceId: workspace,
            type: "task.created",
            payload: { email: "tx@example.com" },
            source: "platform",
          },
          tx,
        );
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await count("events", workspace)).toBe(0);
    expect(await count("contacts", workspace)).toBe(0);
  });

  it("starts the old version or the new one, never none, while a flow is being published", async () => {
    const workspace = await makeWorkspace();
    const document = {
      name: "Changing",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [log],
    };
    const { flowId, versionId } = await publish(workspace, document);
    const imported = importFlow(document);
    if (!imported.ok) throw new Error("no flow");
    const { definition } = imported.flow;
    let publishing = true;
    const publisher = (async () => {
      for (let number = 2; number < 40; number++) {
        const next = newId();
        await inTransaction(async (tx) => {
          await tx.query(
            "insert into flow_versions (id, workspace_id, flow_id, number, definition) values ($1, $2, $3, $4, $5)",
            [next, workspace, flowId, number, JSON.stringify(definition)],
          );
          await syncFlowTriggers(tx, { workspaceId: workspace, flowId, versionId: next, definition });
        });
      }
      publishing = false;
    })();
    const versions = new Set<string>([versionId]);
    while (publishing) {
      const accepted = await Promise.all(
        Array.from({ length: 5 }, () => send(workspace, "lead.created", {})),
      );
      for (const { runs } of accepted) {
        expect(runs).toHaveLength(1);
        const { rows } = await pool().query("select version_id from flow_executions where id = $1", [
          runs[0]?.id,
        ]);
        versions.add(rows[0].version_id);
      }
    }
    await publisher;
    expect(versions.size).toBeGreaterThan(1);
  });
});
