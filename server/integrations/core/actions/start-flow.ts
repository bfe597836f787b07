import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { LIMITS } from "@/server/domain/flow";
import { acceptEvent } from "@/server/engine/accept-event";
import { findFlowBy, whyNotStartable } from "@/server/records/flow";
import { type ActionContext, defineAction, stepTransaction } from "../../action";

/**
 * Starts another flow as a run of its own and goes on at once. A `sub_flow` step waits for it instead. The run is about
 * the same contact unless the data says otherwise; limits of re-entry do not hold for it.
 */
export const startFlow = defineAction({
  key: "start_flow",
  title: "Start a flow",
  description: "Starts another flow of this workspace as a run of its own, and does not wait for it.",
  category: "core",
  icon: "play",
  input: z.object({
    flow: z
      .string({ error: "Choose the flow to start." })
      .min(1, "Choose the flow to start.")
      .max(200)
      .meta({ title: "Flow", description: "Its published version is started.", widget: "flow" }),
    payload: z.record(z.string(), z.unknown()).default({}).meta({
      title: "Data",
      description: "What the flow is started with: its trigger data.",
      placeholder: '{ "email": "{{contact.email}}" }',
      widget: "json",
    }),
  }),
  aliases: { flow_id: "flow", data: "payload", input: "payload" },
  fill: [],
  sampleOutput: { run_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11" },
  effect: "internal",
  async run({ flow: wanted, payload }, ctx) {
    const tx = stepTransaction(ctx);
    const flow = await findFlowBy(tx, ctx.workspaceId, wanted);
    const problem = whyNotStartable(flow, wanted);
    if (problem !== null || !flow) throw new ActionError("flow_not_available", problem ?? "");
    const { depth, subject } = await causeOf(ctx);
    if (depth >= LIMITS.causationDepth)
      throw new ActionError(
        "too_deep",
        `“${flow.name}” was not started: this is the end of a chain of ${LIMITS.causationDepth} flows that start each other; a longer one is not allowed.`,
      );
    const { runs } = await acceptEvent(
      {
        workspaceId: ctx.workspaceId,
        type: "flow.called",
        source: "flow",
        payload,
        onlyFlowId: flow.id,
        mode: ctx.mode,
        origin: "sub_flow",
        causedBy: { runId: ctx.runId, depth },
        contact: ctx.contactId ? { id: ctx.contactId, subject } : null,
      },
      tx,
    );
    return { run_id: runs[0]?.id ?? null };
  },
});

async function causeOf(ctx: ActionContext): Promise<{ depth: number; subject: string | null }> {
  const { rows } = await stepTransaction(ctx).query<{ depth: number; subject: string | null }>(
    "select depth, subject from flow_executions where workspace_id = $1::uuid and id = $2::uuid",
    [ctx.workspaceId, ctx.runId],
  );
  return rows[0] ?? { depth: 0, subject: null };
}
