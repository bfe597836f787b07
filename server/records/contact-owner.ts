import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { findMember } from "./member";

/** User id of the member a patch names as owner; undefined: it names nobody. */
export async function ownerOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  owner: string | null | undefined,
): Promise<string | null | undefined> {
  if (!owner) return owner;
  const id = await findMember(tx, workspaceId, owner);
  if (id) return id;
  const message = `${owner} is no member of this workspace. Invite them, or choose another owner.`;
  throw new AppError("invalid", message, { problems: [{ field: "owner", message }] });
}
