import { inTransaction } from "@/server/db/pool";
import type { NewQuote, Quote, QuoteChange } from "@/server/domain/quote";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { requireNew } from "@/server/records/made-record";
import * as records from "@/server/records/quote";

/** Who asks, and where the events about it are said to come from. */
type Asker = { actor: Actor; source: string };

export function createQuote(
  workspaceId: WorkspaceId,
  by: Asker,
  data: NewQuote,
  requestKey?: string,
): Promise<Quote> {
  return inTransaction(async (tx) => {
    const made = await records.createQuote(tx, workspaceId, data, by, { requestKey });
    const quote = requireNew(made, "quote");
    if (made.made === "created") await writeAudit(tx, audit(workspaceId, by, "quote.created", quote));
    return quote;
  });
}

export function changeQuote(
  workspaceId: WorkspaceId,
  by: Asker,
  id: string,
  change: QuoteChange,
): Promise<Quote> {
  return inTransaction(async (tx) => {
    const quote = await records.changeQuote(tx, workspaceId, id, change, by);
    const action = change.status ? `quote.${change.status}` : "quote.changed";
    await writeAudit(tx, audit(workspaceId, by, action, quote, { fields: Object.keys(change) }));
    return quote;
  });
}

const audit = (
  workspaceId: WorkspaceId,
  { actor }: Asker,
  action: string,
  { id, externalId, title }: Quote,
  details: Record<string, unknown> = {},
) => ({
  workspaceId,
  actor,
  action,
  target: { type: "quote", id, name: title || externalId || id },
  details,
});
