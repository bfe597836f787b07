import { now } from "../db/clock";
import { pool } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { billingPeople } from "../records/billing-people";
import { mailMembers } from "./mail-members";

const MOST = 20;

type Notice = { workspace_id: WorkspaceId; title: string; body: string };

/** Writes to owners and admins how far their tokens are used. */
export async function mailNotices(): Promise<void> {
  const { rows } = await pool().query<Notice>({
    name: "notices-to-mail",
    text: `with due as (
        select workspace_id, period, "of", percent from quota_notices where title is not null and mailed_at is null
        order by at limit ${MOST} for update skip locked
      )
      update quota_notices n set mailed_at = $1::timestamptz from due
      where (n.workspace_id, n.period, n."of", n.percent) = (due.workspace_id, due.period, due."of", due.percent)
      returning n.workspace_id, n.title, n.body`,
    values: [now()],
  });
  for (const { workspace_id, ...words } of rows)
    await mailMembers(workspace_id, billingPeople(pool(), workspace_id), words);
}
