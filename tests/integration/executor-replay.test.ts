import { afterAll, beforeAll, expect, test } from "vitest";
import { installAnnouncer } from "@/inngest/announcer";
import { startExecutor } from "@/inngest/executor/start-executor";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { newPerson } from "../fixtures/people";

let executor: { stop(): Promise<void> };
beforeAll(async () => {
  installAnnouncer();
  executor = await startExecutor({ concurrency: 10 });
});
afterAll(() => executor.stop());

const definition = (total: number) =>
  flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      {
        id: "large",
        type: "condition",
        condition: { field: "total", operator: "gte", value: total },
        on_false: "end",
      },
      { id: "task", type: "action", action_id: "create_task", config: { title: "Look" } },
    ],
  });

test("a replay is worked on in the background from its start to its end", async () => {
  const owner = await newPerson("Rex");
  const { slug: workspace, id: workspaceId } = owner.workspace;
  await pool().query(
    `insert into events (id, workspace_id, type, raw_type, source, payload, occurred_at, created_at)
     select gen_random_uuid(), $1, 'order.created', 'order.created', 'api', jsonb_build_object('total', n), now(), now() - make_interval(mins => n)
     from generate_series(1, 150) n`,
    [workspaceId],
  );
  const { id: flowId } = await owner.caller.flows.create({
    workspace,
    name: newId(),
    definition: definition(50),
  });
  await owner.caller.flows.publish({ workspace, flowId });
  const draft = { workspace, flowId, revision: 1, clientId: "client-of-rex", definition: definition(100) };
  await owner.caller.flows.saveDraft(draft);
  await owner.caller.flowReplays.start({ workspace, flowId });
  const state = async () => (await owner.caller.flowReplays.get({ workspace, flowId }))?.state;
  await expect.poll(state).toBe("done");
  expect(await owner.caller.flowReplays.get({ workspace, flowId })).toMatchObject({
    ...{ total: 150, done: 150, same: 100 },
    differences: [{ difference: "no longer do “Create task”", count: 50 }],
    words: "150 events: 100 the same, 50 no longer do “Create task”; ±0 tokens",
  });
});
