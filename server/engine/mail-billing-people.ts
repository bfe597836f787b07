import { pool } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { logger } from "../logger";
import { billingPeople } from "../records/billing-people";
import { mailMembers } from "./mail-members";

/** Writes to owners and admins. Once: the bell has told them, and a mail that did not get through is not worth a second one. */
export async function mailBillingPeople(
  workspaceId: WorkspaceId,
  words: { title: string; body: string },
): Promise<void> {
  try {
    await mailMembers(workspaceId, await billingPeople(pool(), workspaceId), words);
  } catch (error) {
    logger.warn({ error: String(error), workspaceId, about: words.title }, "owners were not mailed");
  }
}
