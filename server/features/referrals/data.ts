import { pool } from "@/server/db/pool";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";

/** What a referral link opens. */
export type ReferralPage = {
  workspaceId: WorkspaceId;
  workspace: string;
  /** Where it leads; null: to a page of ours. */
  url: string | null;
  codeId: string;
  code: string;
  /** First name of who recommends. */
  by: string;
};

/** Null: there is no such code in this workspace. */
export async function openReferral(slug: string, code: string): Promise<ReferralPage | null> {
  const { rows } = await pool().query<{
    workspace_id: string;
    workspace: string;
    url: string | null;
    id: string;
    code: string;
    name: string;
  }>(
    `select w.id as workspace_id, w.name as workspace, w.referral_url as url, r.id, r.code, c.name
     from workspaces w join referral_codes r on r.workspace_id = w.id join contacts c on c.workspace_id = w.id and c.id = r.contact_id
     where w.slug = $1 and r.code = upper($2)`,
    [slug, code.slice(0, 60)],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    workspaceId: mintWorkspaceId(row.workspace_id),
    workspace: row.workspace,
    url: row.url,
    codeId: row.id,
    code: row.code,
    by: row.name.split(/\s+/)[0] ?? "",
  };
}

/** Where the workspace's referral links lead, and how they are written. */
export async function readReferralLinks(
  workspaceId: WorkspaceId,
): Promise<{ url: string | null; codes: number; clicks: number; conversions: number }> {
  const { rows } = await pool().query<{
    url: string | null;
    codes: number;
    clicks: number;
    conversions: number;
  }>(
    `select referral_url as url, (select count(*)::int from referral_codes where workspace_id = w.id) as codes,
       (select count(*)::int from referral_visits where workspace_id = w.id) as clicks,
       (select count(*)::int from referral_conversions where workspace_id = w.id) as conversions
     from workspaces w where id = $1`,
    [workspaceId],
  );
  return rows[0] ?? { url: null, codes: 0, clicks: 0, conversions: 0 };
}
