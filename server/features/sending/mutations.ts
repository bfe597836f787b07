import { now } from "@/server/db/clock";
import { inTransaction } from "@/server/db/pool";
import { asTx, prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { ADDRESSES_AT_ONCE, readAddresses } from "@/server/domain/read-addresses";
import { readSendingRules, type SendingRules } from "@/server/domain/sending-rules";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { suppress, unsuppress } from "@/server/records/suppression";

/** Acts from the next message on; what is held already is asked again when its time comes. */
export async function setSendingRules(workspaceId: WorkspaceId, actor: Actor, rules: SendingRules) {
  const updatedBy = actor.type === "user" ? actor.id : null;
  return prisma().$transaction(async (db) => {
    const before = await db.sendingRules.findUnique({ where: { workspaceId }, select: { rules: true } });
    const row = { rules, updatedBy, updatedAt: now() };
    await db.sendingRules.upsert({
      where: { workspaceId },
      create: { workspaceId, ...row },
      update: row,
    });
    await writeAudit(asTx(db), {
      workspaceId,
      actor,
      action: "sending_rules.changed",
      target: { type: "sending_rules", id: workspaceId, name: "Sending rules" },
      details: { before: readSendingRules(before?.rules), after: rules },
    });
    return { rules };
  });
}

/** Adds what was typed or pasted. Nothing is added when something in it cannot be read. */
export async function addSuppressions(
  workspaceId: WorkspaceId,
  actor: Actor,
  { text, note }: { text: string; note: string },
) {
  const addresses = readList(text);
  return inTransaction(async (tx) => {
    const added = await suppress(tx, workspaceId, addresses, {
      reason: addresses.length === 1 ? "added" : "imported",
      note,
      createdBy: actor.type === "user" ? actor.id : null,
    });
    if (added.length > 0)
      await writeAudit(tx, {
        workspaceId,
        actor,
        action: "suppression.added",
        target: {
          type: "suppression",
          id: added[0] ?? "",
          name: added.length === 1 ? (added[0] ?? "") : `${added.length} addresses`,
        },
        details: { count: added.length, note, first: added.slice(0, 20) },
      });
    return { added: added.length, known: addresses.length - added.length };
  });
}

export async function removeSuppression(workspaceId: WorkspaceId, actor: Actor, address: string) {
  return inTransaction(async (tx) => {
    const [removed] = await unsuppress(tx, workspaceId, [address]);
    if (!removed) throw new AppError("not_found", "This address is not on the suppression list.");
    await writeAudit(tx, {
      workspaceId,
      actor,
      action: "suppression.removed",
      target: { type: "suppression", id: removed, name: removed },
    });
    return { address: removed };
  });
}

function readList(text: string): string[] {
  const { addresses, unreadable } = readAddresses(text);
  const [first] = unreadable;
  if (first !== undefined)
    throw refusal(
      `“${first.slice(0, 80)}” ${unreadable.length > 1 ? `and ${unreadable.length - 1} more are` : "is"} neither an email address nor a phone number with its country code. Nothing was added: correct or remove what cannot be read.`,
    );
  if (addresses.length === 0) throw refusal("Enter at least one email address or phone number.");
  if (addresses.length > ADDRESSES_AT_ONCE)
    throw refusal(
      `${addresses.length} addresses are too many at once. Add up to ${ADDRESSES_AT_ONCE} at a time.`,
    );
  return addresses;
}

const refusal = (message: string) =>
  new AppError("invalid", message, { problems: [{ field: "text", message }] });
