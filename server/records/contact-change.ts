import { type ContactPatch, NEW_STATUS } from "../domain/contact";
import type { ContactRow } from "./contact-row";

type Patchable = Pick<ContactRow, "kind" | "status" | "name" | "owner_id" | "tags" | "fields">;

export type FieldChange = { field: string; before: unknown; after: unknown };

/** The columns that a patch may set as they are. */
const PLAIN = [
  "external_id",
  "email",
  "phone",
  "lead_type",
  "priority",
  "score",
  "timezone",
  "locale",
  "preferred_channel",
  "last_sentiment",
  "birthday",
] as const;

/** Columns of a contact that changes can touch, as the timeline lists them; custom fields are listed one by one. */
const SHOWN = ["kind", "status", "name", "owner_id", "tags", ...PLAIN] as const;

/** The contact as it is after the patch. The status customer makes a customer; who becomes one has that status. */
export function patched<Row extends Patchable>(
  row: Row,
  patch: ContactPatch,
  ownerId: string | null | undefined,
): Row {
  const kind = patch.status === "customer" ? "customer" : (patch.kind ?? row.kind);
  const becomes = kind === row.kind ? row.status : NEW_STATUS[kind];
  const status = patch.status === undefined ? becomes : (patch.status ?? NEW_STATUS[kind]);
  const plain = Object.fromEntries(
    PLAIN.flatMap((column) => (patch[column] === undefined ? [] : [[column, patch[column]]])),
  );
  return {
    ...row,
    ...plain,
    kind,
    status,
    name: patch.name === undefined ? row.name : (patch.name ?? ""),
    owner_id: ownerId === undefined ? row.owner_id : ownerId,
    tags: patch.tags ?? row.tags,
    fields: withoutNulls({ ...row.fields, ...patch.fields }),
  };
}

export function changesBetween(before: ContactRow, after: ContactRow): FieldChange[] {
  const columns = SHOWN.map((field) => ({ field, before: before[field], after: after[field] }));
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  const fields = [...names].map((name) => ({
    field: `fields.${name}`,
    before: before.fields[name] ?? null,
    after: after.fields[name] ?? null,
  }));
  return [...columns, ...fields].filter((change) => !isSame(change.before, change.after));
}

const withoutNulls = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

const isSame = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
