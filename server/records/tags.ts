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
): Promise<ChangedContact & { added: string[]; removed: string[] }> {
  const { id, tags } = await lockContact(tx, workspaceId, contactId);
  const changed = await changeContact(
    tx,
    workspaceId,
    id,
    { tags: uniqueTags([...withoutTags(tags, remove), ...add]) },
    cause,
  );
  const after = changed.contact.tags;
  return {
    ...changed,
    added: after.filter((tag) => !tags.includes(tag)),
    removed: tags.filter((tag) => !after.includes(tag)),
  };
}
