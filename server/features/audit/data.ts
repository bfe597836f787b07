import * as z from "zod";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

const listed = {
  id: true,
  actorType: true,
  actorId: true,
  actorName: true,
  action: true,
  targetType: true,
  targetId: true,
  targetName: true,
  details: true,
  createdAt: true,
} as const;

/** Where a page ended: entries after it are older. */
export const auditCursorSchema = z.object({ createdAt: z.date(), id: z.uuid() });

export const auditFilterSchema = z.object({
  /** Noun that was changed: flow, member, api_key… */
  targetType: z.string().max(60).optional(),
  actorId: z.string().max(60).optional(),
  since: z.date().optional(),
  until: z.date().optional(),
});

type Filter = z.output<typeof auditFilterSchema>;
type Cursor = z.output<typeof auditCursorSchema>;

/** A page of the log, the newest first. */
export async function listAudit(
  workspaceId: WorkspaceId,
  { targetType, actorId, since, until }: Filter,
  cursor: Cursor | undefined,
) {
  const older = cursor && [
    { createdAt: { lt: cursor.createdAt } },
    { createdAt: cursor.createdAt, id: { lt: cursor.id } },
  ];
  const rows = await prisma().auditEntry.findMany({
    where: { workspaceId, targetType, actorId, createdAt: { gte: since, lt: until }, OR: older },
    select: listed,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
  });
  const entries = rows.slice(0, PAGE);
  const last = entries.at(-1);
  const nextCursor = rows.length > PAGE && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { entries, nextCursor };
}

/**
 * The nouns that the log of this workspace tells of, for the filter. Hops from one to the next through the index: a log
 * of millions of lines has a dozen nouns.
 */
export async function listAuditNouns(workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await pool().query<{ noun: string }>({
    name: "audit-nouns",
    text: `with recursive nouns as (
             (select target_type as noun from audit_entries where workspace_id = $1 order by target_type limit 1)
             union all
             select (select target_type from audit_entries where workspace_id = $1 and target_type > noun order by target_type limit 1)
             from nouns where noun is not null
           ) select noun from nouns where noun is not null`,
    values: [workspaceId],
  });
  return rows.map(({ noun }) => noun);
}
