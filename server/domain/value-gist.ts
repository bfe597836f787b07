/** A value in a line, for lists: what a person would call it where it has such a name, else its JSON, cut. */
export function valueGist(value: unknown, length = 100): string {
  if (typeof value === "string") return cut(value.replace(/\s+/g, " ").trim(), length);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? "value" : "values"}`;
  const entries = Object.entries(value);
  const named = NAMES.flatMap((name) => entries.filter(([key]) => key.toLowerCase() === name));
  const plain = (named.length > 0 ? named.slice(0, 2) : entries.slice(0, 3)).filter(([, one]) =>
    isPlain(one),
  );
  if (plain.length === 0) return cut(JSON.stringify(value), length);
  return cut(
    named.length > 0
      ? plain.map(([, one]) => String(one)).join(", ")
      : plain.map(([key, one]) => `${key}: ${one}`).join(", "),
    length,
  );
}

/** What items are called, the most telling first. */
const NAMES = [
  "name",
  "title",
  "full_name",
  "email",
  "subject",
  "sku",
  "phone",
  "external_id",
  "id",
  "to",
  "message",
];

const isPlain = (value: unknown) =>
  (typeof value === "string" && value !== "") || typeof value === "number" || typeof value === "boolean";

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
