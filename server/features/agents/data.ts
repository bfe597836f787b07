import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";
import { readBilling } from "@/server/records/billing-facts";

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
  const [agents, { terms }] = await Promise.all([
    prisma().agent.findMany({
      where: { workspaceId, archivedAt: null },
      select: listed,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    readBilling(pool(), workspaceId),
  ]);
  const { name, maxAgents } = terms;
  return { agents, plan: { name, maxAgents } };
}
