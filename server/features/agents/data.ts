import { prisma } from "@/server/db/prisma";
import { PLANS } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";

const listed = {
  id: true,
  externalId: true,
  name: true,
  fromNumber: true,
  voice: true,
  greeting: true,
  script: true,
  onDuty: true,
  createdAt: true,
} as const;

/** Far more than any plan lets on duty. */
const MOST = 1_000;

/** The voice agents, and how many the plan lets be on duty. */
export async function listAgents(workspaceId: WorkspaceId) {
  const [agents, workspace] = await Promise.all([
    prisma().agent.findMany({
      where: { workspaceId, archivedAt: null },
      select: listed,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    prisma().workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { plan: true } }),
  ]);
  const { name, maxAgents } = PLANS[workspace.plan];
  return { agents, plan: { name, maxAgents } };
}
