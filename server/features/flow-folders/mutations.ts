import * as z from "zod";
import { inTransaction } from "@/server/db/pool";
import { contactTagSchema, uniqueTags } from "@/server/domain/contact-tags";
import { AppError } from "@/server/domain/errors";
import { flowFolderSchema } from "@/server/domain/flow-folder";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";

const MOST_TAGS = 20;
const tags = z.array(contactTagSchema).max(MOST_TAGS).default([]);

export const organizeSchema = z.object({
  flowIds: z.array(z.uuid()).min(1).max(500),
  /** Absent: they stay where they are. */
  folder: flowFolderSchema.optional(),
  addTags: tags,
  removeTags: tags,
});

type Flow = { id: string; name: string; folder: string; tags: string[] };
type Organize = z.output<typeof organizeSchema>;

/** Moves flows into a folder and tags them, all or none. What was there before is answered, to undo it. */
export function organizeFlows(
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowIds, folder, addTags, removeTags }: Organize,
): Promise<{ before: Pick<Flow, "id" | "folder" | "tags">[] }> {
  return inTransaction(async (tx) => {
    const { rows: before } = await tx.query<Flow>(
      "select id, name, folder, tags from automation_flows where workspace_id = $1 and id = any($2) order by id for update",
      [workspaceId, flowIds],
    );
    if (before.length < new Set(flowIds).size) throw noSuchFlow();
    for (const flow of before) {
      const next = { folder: folder ?? flow.folder, tags: tagged(flow, addTags, removeTags) };
      const moved = next.folder !== flow.folder;
      const retagged = next.tags.join() !== flow.tags.join();
      if (!moved && !retagged) continue;
      await tx.query(
        "update automation_flows set folder = $3, tags = $4 where workspace_id = $1 and id = $2",
        [workspaceId, flow.id, next.folder, next.tags],
      );
      const entry = { workspaceId, actor, target: { type: "flow", id: flow.id, name: flow.name } };
      if (moved) {
        const details = { from: flow.folder, to: next.folder };
        await writeAudit(tx, { ...entry, action: "flow.moved", details });
      }
      if (retagged) await writeAudit(tx, { ...entry, action: "flow.tagged", details: { tags: next.tags } });
    }
    return { before: before.map(({ name: _, ...flow }) => flow) };
  });
}

function tagged({ name, tags: known }: Flow, add: string[], remove: string[]): string[] {
  const gone = new Set(remove.map((tag) => tag.toLowerCase()));
  const next = uniqueTags([...known.filter((tag) => !gone.has(tag.toLowerCase())), ...add]);
  if (next.length > MOST_TAGS)
    throw new AppError("invalid", `“${name}” would have more than ${MOST_TAGS} tags. Take one away first.`);
  return next;
}
