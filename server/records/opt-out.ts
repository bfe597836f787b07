import type { Tx } from "../db/pool";
import type { ContactChannel } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { setConsent } from "./consent";
import { liftOptOuts, suppress } from "./suppression";

export type OptChoice = {
  contactId: string;
  /** The address that they wrote from, or that the link was sent to. */
  address: string;
  channel: ContactChannel | "all";
  /** Where it was said. */
  source: string;
};

/**
 * The contact wants no more: consent is taken back, and the address is kept on the list of those that nothing goes to,
 * whoever it belongs to one day. False: it was so already.
 */
export async function optOut(
  tx: Tx,
  workspaceId: WorkspaceId,
  { contactId, address, channel, source }: OptChoice,
  cause: Cause,
): Promise<boolean> {
  const changed = await setConsent(tx, workspaceId, contactId, channel, "denied", source, cause);
  if (channel === "all") await suppress(tx, workspaceId, [address], { reason: "opt_out", note: source });
  return changed.length > 0;
}

/** The contact wants to be written to again. What else put the address on the list keeps it there. False: it was so already. */
export async function optIn(
  tx: Tx,
  workspaceId: WorkspaceId,
  { contactId, address, channel, source }: OptChoice & { channel: ContactChannel },
  cause: Cause,
): Promise<boolean> {
  const changed = await setConsent(tx, workspaceId, contactId, channel, "granted", source, cause);
  await liftOptOuts(tx, workspaceId, [address]);
  return changed.length > 0;
}
