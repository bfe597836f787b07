import * as z from "zod";
import { inTransaction, pool } from "@/server/db/pool";
import { type ContactChannel, contactChannels } from "@/server/domain/contact";
import { type CsvField, importRowSchema } from "@/server/domain/contact-csv";
import { contactCursorSchema, contactFilterSchema, contactSorts } from "@/server/domain/contact-filter";
import { AppError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import type { Cause } from "@/server/records/cause";
import type { ContactRow } from "@/server/records/contact-row";
import { importContact } from "@/server/records/import-contact";
import { searchContacts } from "@/server/records/search-contacts";

export const importRowsSchema = z.object({
  /** A part of a file: the pages send it bit by bit, and show how far it is. */
  rows: z.array(importRowSchema).min(1).max(100),
  startFlows: z.boolean().default(true),
});

export type ImportOutcome =
  | { line: number; outcome: "created" | "updated" | "unchanged" }
  | { line: number; outcome: "refused"; message: string };

/** Each row by itself: one that is refused keeps no other out. */
export async function importRows(
  workspaceId: WorkspaceId,
  actor: Actor,
  { rows, startFlows }: z.output<typeof importRowsSchema>,
): Promise<{ results: ImportOutcome[] }> {
  const cause: Cause = { source: "import", actor: { type: "import", id: actor.id, name: actor.name } };
  const results: ImportOutcome[] = [];
  for (const { line, ...row } of rows) {
    try {
      const { outcome } = await inTransaction((tx) =>
        importContact(tx, workspaceId, row, cause, { startsFlows: startFlows }),
      );
      results.push({ line, outcome });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ line, outcome: "refused", message: error.message });
    }
  }
  const count = (outcome: ImportOutcome["outcome"]) =>
    results.filter((one) => one.outcome === outcome).length;
  await inTransaction((tx) =>
    writeAudit(tx, {
      workspaceId,
      actor,
      action: "contact.imported",
      target: { type: "contact", id: "import", name: "" },
      details: { created: count("created"), updated: count("updated"), refused: count("refused") },
    }),
  );
  return { results };
}

export const exportSchema = contactFilterSchema.extend({
  sort: z.enum(contactSorts).default("activity"),
  cursor: contactCursorSchema.nullish(),
});

/** A part of the export: what each contact has, under the names by which an import understands it. */
export async function exportContacts(
  workspaceId: WorkspaceId,
  { sort, cursor, ...filter }: z.output<typeof exportSchema>,
): Promise<{
  rows: Partial<Record<CsvField, string>>[];
  nextCursor: z.output<typeof contactCursorSchema> | null;
}> {
  const { contacts, nextCursor } = await searchContacts(pool(), workspaceId, filter, {
    sort,
    limit: AT_ONCE,
    cursor: cursor ?? undefined,
  });
  const [owners, consents] = await Promise.all([
    ownerEmails(contacts.map(({ owner_id }) => owner_id)),
    consentsOf(
      workspaceId,
      contacts.map(({ id }) => id),
    ),
  ]);
  return {
    rows: contacts.map((contact) => ({
      ...cellsOf(contact),
      owner: owners.get(contact.owner_id ?? "") ?? "",
      ...consents.get(contact.id),
    })),
    nextCursor,
  };
}

const AT_ONCE = 500;

function cellsOf(contact: ContactRow): Partial<Record<CsvField, string>> {
  return {
    name: contact.name,
    email: contact.email ?? "",
    phone: contact.phone ?? "",
    external_id: contact.external_id ?? "",
    kind: contact.kind,
    status: contact.status,
    tags: contact.tags.join(", "),
    score: contact.score === null ? "" : String(contact.score),
    lead_type: contact.lead_type ?? "",
    priority: contact.priority ?? "",
    preferred_channel: contact.preferred_channel ?? "",
    timezone: contact.timezone ?? "",
    locale: contact.locale ?? "",
    birthday: contact.birthday ?? "",
    ...Object.fromEntries(
      Object.entries(contact.fields).map(([name, value]) => [
        `fields.${name}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  };
}

async function ownerEmails(ids: (string | null)[]): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ id: string; email: string }>(
    "select id, email from users where id = any($1::uuid[])",
    [[...new Set(ids.filter((id) => id !== null))]],
  );
  return new Map(rows.map(({ id, email }) => [id, email]));
}

type ConsentCells = Partial<Record<`consent.${ContactChannel}`, string>>;

async function consentsOf(workspaceId: WorkspaceId, ids: string[]): Promise<Map<string, ConsentCells>> {
  const { rows } = await pool().query<{ contact_id: string; channel: string; state: string }>(
    "select contact_id, channel, state from consents where workspace_id = $1 and contact_id = any($2::uuid[])",
    [workspaceId, ids],
  );
  const cells = new Map<string, ConsentCells>();
  for (const { contact_id, channel, state } of rows) {
    const known = contactChannels.find((each) => each === channel);
    if (known)
      cells.set(contact_id, {
        ...cells.get(contact_id),
        [`consent.${known}`]: state === "granted" ? "yes" : "no",
      });
  }
  return cells;
}
