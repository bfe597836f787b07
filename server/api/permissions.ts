import type { Role } from "@/server/domain/workspace";
import { agentsPolicy } from "@/server/features/agents/policy";
import { apiKeysPolicy } from "@/server/features/api-keys/policy";
import { appointmentsPolicy } from "@/server/features/appointments/policy";
import { auditPolicy } from "@/server/features/audit/policy";
import { billingPolicy } from "@/server/features/billing/policy";
import { callsPolicy } from "@/server/features/calls/policy";
import { connectionsPolicy } from "@/server/features/connections/policy";
import { contactsPolicy } from "@/server/features/contacts/policy";
import { creditsPolicy } from "@/server/features/credits/policy";
import { dryRunPolicy } from "@/server/features/dry-run/policy";
import { eventsPolicy } from "@/server/features/events/policy";
import { flowBudgetsPolicy } from "@/server/features/flow-budgets/policy";
import { flowReplaysPolicy } from "@/server/features/flow-replays/policy";
import { flowsPolicy } from "@/server/features/flows/policy";
import { gatePolicy } from "@/server/features/gate/policy";
import { membersPolicy } from "@/server/features/members/policy";
import { messageTemplatesPolicy } from "@/server/features/message-templates/policy";
import { messagesPolicy } from "@/server/features/messages/policy";
import { notesPolicy } from "@/server/features/notes/policy";
import { notificationsPolicy } from "@/server/features/notifications/policy";
import { ordersPolicy } from "@/server/features/orders/policy";
import { poolsPolicy } from "@/server/features/pools/policy";
import { productsPolicy } from "@/server/features/products/policy";
import { reconciliationPolicy } from "@/server/features/reconciliation/policy";
import { referralsPolicy } from "@/server/features/referrals/policy";
import { runsPolicy } from "@/server/features/runs/policy";
import { safeguardsPolicy } from "@/server/features/safeguards/policy";
import { sendingPolicy } from "@/server/features/sending/policy";
import { statsPolicy } from "@/server/features/stats/policy";
import { tasksPolicy } from "@/server/features/tasks/policy";
import { templatesPolicy } from "@/server/features/templates/policy";
import { usagePolicy } from "@/server/features/usage/policy";
import { workspacesPolicy } from "@/server/features/workspaces/policy";

/** Who may do what: the policies of all features. A permission that no policy has does not compile. */
export const permissions = {
  ...agentsPolicy,
  ...apiKeysPolicy,
  ...auditPolicy,
  ...billingPolicy,
  ...connectionsPolicy,
  ...callsPolicy,
  ...contactsPolicy,
  ...creditsPolicy,
  ...membersPolicy,
  ...dryRunPolicy,
  ...eventsPolicy,
  ...flowBudgetsPolicy,
  ...flowReplaysPolicy,
  ...flowsPolicy,
  ...gatePolicy,
  ...messagesPolicy,
  ...messageTemplatesPolicy,
  ...notesPolicy,
  ...notificationsPolicy,
  ...poolsPolicy,
  ...productsPolicy,
  ...ordersPolicy,
  ...appointmentsPolicy,
  ...reconciliationPolicy,
  ...referralsPolicy,
  ...runsPolicy,
  ...safeguardsPolicy,
  ...sendingPolicy,
  ...statsPolicy,
  ...tasksPolicy,
  ...templatesPolicy,
  ...usagePolicy,
  ...workspacesPolicy,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function mayRole(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(role);
}
