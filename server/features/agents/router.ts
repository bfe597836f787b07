import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { agentSchema } from "@/server/domain/agent";
import { listAgents } from "./data";
import { archiveAgent, changeAgent, createAgent, setAgentDuty } from "./mutations";

const managing = workspaceProcedure.use(can("agents.manage"));
const agent = z.object({ agentId: z.uuid() });

export const agentsRouter = router({
  list: workspaceProcedure.use(can("agents.read")).query(({ ctx }) => listAgents(ctx.workspace.id)),
  create: managing
    .input(z.object({ agent: agentSchema }))
    .mutation(({ ctx, input }) => createAgent(ctx.workspace.id, ctx.actor, input.agent)),
  change: managing
    .input(agent.extend({ agent: agentSchema }))
    .mutation(({ ctx, input }) => changeAgent(ctx.workspace.id, ctx.actor, input.agentId, input.agent)),
  setDuty: managing
    .input(agent.extend({ onDuty: z.boolean() }))
    .mutation(({ ctx, input }) => setAgentDuty(ctx.workspace.id, ctx.actor, input.agentId, input.onDuty)),
  remove: managing
    .input(agent)
    .mutation(({ ctx, input }) => archiveAgent(ctx.workspace.id, ctx.actor, input.agentId)),
});
