import * as z from "zod";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { readSendingRules } from "@/server/domain/sending-rules";
import type { SuppressionReason } from "@/server/domain/suppression";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

/** The workspace's rules, and whether it ever changed them. */
export async function getSendingRules(workspaceId: WorkspaceId) {
  const stored = await prisma().sendingRules.findUnique({
    where: { workspaceId },
    select: { rules: true, updatedAt: true },
  });
  return { rules: readSendingRules(stored?.rules), changedAt: stored?.updatedAt ?? null };
}

export const suppressionFilterSchema = z.object({
  /** A part of the address. */
  q: z.string().trim().max(200).default(""),
  cursor: z.object({ createdAt: z.date(), id: z.uuid() }).nullish(),
});

export type SuppressionItem = {
  id: string;
  address: string;
  reason: SuppressionReason;
  note: string;
  createdAt: Date;
  /** Whose address it is, where it is somebody's. */
  contact: { id: string; name: string } | null;
};

/** A page of the suppression list, the newest first, and how many match. */
export async function listSuppressions(
  workspaceId: WorkspaceId,
  { q, cursor }: z.output<typeof suppressionFilterSchema>,
) {
  const { rows } = await pool().query<SuppressionItem>(
    `select s.id, s.address, s.reason, s.note, s.created_at as "createdAt",
       (select json_build_object('id', c.id, 'name', c.name) from contact_keys k join contacts c on c.workspace_id = k.workspace_id and c.id = k.contact_id
         where k.workspace_id = s.workspace_id and k.key = case when s.address like '%@%' then 'email:' else 'phone:' end || s.address) as contact
     from suppressions s
     where s.workspace_id = $1 and ($2 = '' or s.address ilike $3) and ($4::timestamptz is null or (s.created_at, s.id) < ($4, $5::uuid))
     order by s.created_at desc, s.id desc limit $6`,
    [workspaceId, q, containing(q), cursor?.createdAt ?? null, cursor?.id ?? null, PAGE + 1],
  );
  const suppressions = rows.slice(0, PAGE);
  const last = suppressions.at(-1);
  const nextCursor = rows.length > PAGE && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { suppressions, nextCursor };
}
