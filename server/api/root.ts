import { agentsRouter } from "@/server/features/agents/router";
import { apiKeysRouter } from "@/server/features/api-keys/router";
import { appointmentsRouter } from "@/server/features/appointments/router";
import { auditRouter } from "@/server/features/audit/router";
import { billingRouter } from "@/server/features/billing/router";
import { callsRouter } from "@/server/features/calls/router";
import { connectionsRouter } from "@/server/features/connections/router";
import { contactsRouter } from "@/server/features/contacts/router";
import { creditsRouter } from "@/server/features/credits/router";
import { dryRunRouter } from "@/server/features/dry-run/router";
import { eventsRouter } from "@/server/features/events/router";
import { flowBudgetsRouter } from "@/server/features/flow-budgets/router";
import { flowReplaysRouter } from "@/server/features/flow-replays/router";
import { flowVersionsRouter } from "@/server/features/flow-versions/router";
import { flowsRouter } from "@/server/features/flows/router";
import { gateRouter } from "@/server/features/gate/router";
import { membersRouter } from "@/server/features/members/router";
import { messageTemplatesRouter } from "@/server/features/message-templates/router";
import { messagesRouter } from "@/server/features/messages/router";
import { notesRouter } from "@/server/features/notes/router";
import { notificationsRouter } from "@/server/features/notifications/router";
import { ordersRouter } from "@/server/features/orders/router";
import { poolsRouter } from "@/server/features/pools/router";
import { productsRouter } from "@/server/features/products/router";
import { reconciliationRouter } from "@/server/features/reconciliation/router";
import { referralsRouter } from "@/server/features/referrals/router";
import { runsRouter } from "@/server/features/runs/router";
import { safeguardsRouter } from "@/server/features/safeguards/router";
import { sendingRouter } from "@/server/features/sending/router";
import { sessionsRouter } from "@/server/features/sessions/router";
import { statsRouter } from "@/server/features/stats/router";
import { subFlowsRouter } from "@/server/features/sub-flows/router";
import { tasksRouter } from "@/server/features/tasks/router";
import { templatesRouter } from "@/server/features/templates/router";
import { usageRouter } from "@/server/features/usage/router";
import { usersRouter } from "@/server/features/users/router";
import { workspacesRouter } from "@/server/features/workspaces/router";
import { router } from "./procedures";

export const appRouter = router({
  agents: agentsRouter,
  apiKeys: apiKeysRouter,
  audit: auditRouter,
  billing: billingRouter,
  calls: callsRouter,
  connections: connectionsRouter,
  contacts: contactsRouter,
  credits: creditsRouter,
  members: membersRouter,
  dryRun: dryRunRouter,
  events: eventsRouter,
  flows: flowsRouter,
  flowBudgets: flowBudgetsRouter,
  flowReplays: flowReplaysRouter,
  flowVersions: flowVersionsRouter,
  gate: gateRouter,
  messages: messagesRouter,
  messageTemplates: messageTemplatesRouter,
  notes: notesRouter,
  pools: poolsRouter,
  products: productsRouter,
  orders: ordersRouter,
  appointments: appointmentsRouter,
  notifications: notificationsRouter,
  reconciliation: reconciliationRouter,
  referrals: referralsRouter,
  runs: runsRouter,
  safeguards: safeguardsRouter,
  sending: sendingRouter,
  stats: statsRouter,
  sessions: sessionsRouter,
  subFlows: subFlowsRouter,
  tasks: tasksRouter,
  templates: templatesRouter,
  usage: usageRouter,
  users: usersRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;
