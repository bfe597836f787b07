import { birthdayWords } from "./birthday-words";
import { sentence } from "./sentence";

type Change = { field: string; before: unknown; after: unknown };

/** A changed field as one tells it: "Tag vip added", "Status: new → qualified". */
export function describeChange(
  { field, before, after }: Change,
  nameOf: (userId: string) => string | null,
): string {
  if (field === "tags") return tagWords(list(before), list(after));
  if (field === "merged") return "A duplicate was merged into this contact";
  if (field.startsWith("consent.")) return consentWords(field.slice(8), after);
  const label = LABELS[field] ?? sentence(field.replace(/^fields\./, ""));
  const words = (value: unknown): string => {
    if (field === "owner_id" || field === "owner") return nameOf(String(value)) ?? "a former member";
    if (field === "birthday") return birthdayWords(String(value));
    if (WORDS.has(field)) return sentence(String(value));
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  if (isNothing(after)) return `${label} removed${isNothing(before) ? "" : `, it was ${words(before)}`}`;
  if (isNothing(before)) return `${label}: ${words(after)}`;
  return `${label}: ${words(before)} → ${words(after)}`;
}

const LABELS: Record<string, string> = {
  owner_id: "Owner",
  external_id: "Your id",
  lead_type: "Lead type",
  preferred_channel: "Preferred channel",
  last_sentiment: "Last mood",
  timezone: "Time zone",
  locale: "Language",
};
const WORDS = new Set(["kind", "status", "lead_type", "priority", "last_sentiment", "preferred_channel"]);
const CHANNELS: Record<string, string> = { email: "email", sms: "SMS", call: "calls" };

function tagWords(before: string[], after: string[]): string {
  const added = after.filter((tag) => !before.includes(tag));
  const gone = before.filter((tag) => !after.includes(tag));
  const parts = [
    added.length > 0 ? `${tags(added)} added` : null,
    gone.length > 0 ? `${tags(gone)} removed` : null,
  ];
  return sentence(parts.filter((part) => part !== null).join(", ")) || "Tags changed";
}

const tags = (names: string[]) =>
  `${names.length === 1 ? "tag" : "tags"} ${names.map((tag) => `“${tag}”`).join(", ")}`;

function consentWords(channel: string, after: unknown): string {
  const label = `Consent to ${CHANNELS[channel] ?? channel}`;
  if (after === "granted") return `${label} given`;
  return after === "denied" ? `${label} refused` : `${label} not known`;
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const isNothing = (value: unknown): boolean => value === null || value === undefined || value === "";
