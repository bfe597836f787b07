import type { Tx } from "../db/pool";
import { uniqueTags, withoutTags } from "../domain/contact-tags";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { type ChangedContact, changeContact, lockContact } from "./contact";

/** Adds tags and takes others away, under the contact's lock: two who do it at once both have their way. */
export async function changeTags(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  { add = [], remove = [] }: { add?: string[]; remove?: string[] },
  cause: Cause,
): Promise<ChangedContact> {
  const { id, tags } = await lockContact(tx, workspaceId, contactId);
  return changeContact(
    tx,
    workspaceId,
    id,
    { tags: uniqueTags([...withoutTags(tags, remove), ...add]) },
    cause,
  );
}
