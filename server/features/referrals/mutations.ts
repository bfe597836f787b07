import { inTransaction } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { visitReferral } from "@/server/records/referral-visit";
import type { ReferralPage } from "./data";

/** Somebody opened the link. false: they had before. */
export const recordVisit = ({ workspaceId, codeId }: ReferralPage, visitor: string): Promise<boolean> =>
  inTransaction((tx) => visitReferral(tx, workspaceId, { codeId, visitor }));

/** Where the workspace's referral links lead from now on, those that are out already too. Null: to a page of ours. */
export async function changeReferralUrl(
  workspaceId: WorkspaceId,
  actor: Actor,
  url: string | null,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string; before: string | null }>(
      "select name, referral_url as before from workspaces where id = $1::uuid for no key update",
      [workspaceId],
    );
    const known = rows[0];
    if (!known || known.before === url) return;
    await tx.query("update workspaces set referral_url = $2 where id = $1::uuid", [workspaceId, url]);
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: "workspace.referral_url_changed" },
      target: { type: "workspace", id: workspaceId, name: known.name },
      details: { before: { url: known.before }, after: { url } },
    });
  });
}
