import { stricter } from "@/server/domain/consent";
import { contactChannels } from "@/server/domain/contact";
import type { ContactDetail } from "./contact-types";
import { fieldText } from "./field-text";
import { sentence } from "./sentence";

export type Gain = { label: string; value: string };

/** What the contact that stays gets from the other: what it did not have, and the stricter word about each channel. */
export function mergeGains(
  kept: ContactDetail,
  gone: ContactDetail,
): { gains: Gain[]; alsoFoundBy: string[] } {
  const gains: Gain[] = [];
  const gain = (label: string, before: unknown, after: unknown, shown = fieldText(after)) => {
    if ((before === null || before === "") && after !== null && after !== "")
      gains.push({ label, value: shown });
  };
  gain("Name", kept.name, gone.name);
  gain("Email", kept.email, gone.email);
  gain("Phone", kept.phone, gone.phone);
  gain("Your id", kept.externalId, gone.externalId);
  gain("Owner", kept.owner?.name ?? null, gone.owner?.name ?? null);
  gain("Score", kept.score, gone.score);
  gain("Lead type", kept.leadType, gone.leadType, sentence(gone.leadType ?? ""));
  gain("Priority", kept.priority, gone.priority, sentence(gone.priority ?? ""));
  gain("Prefers", kept.preferredChannel, gone.preferredChannel, sentence(gone.preferredChannel ?? ""));
  gain("Time zone", kept.timezone, gone.timezone);
  gain("Language", kept.locale, gone.locale);
  gain("Birthday", kept.birthday, gone.birthday);
  if (kept.kind === "lead" && gone.kind === "customer") gains.push({ label: "Kind", value: "Customer" });
  const tags = gone.tags.filter((tag) => !kept.tags.some((own) => own.toLowerCase() === tag.toLowerCase()));
  if (tags.length > 0) gains.push({ label: "Tags", value: tags.join(", ") });
  for (const [field, value] of Object.entries(gone.fields))
    if (!(field in kept.fields)) gains.push({ label: field, value: fieldText(value) });
  for (const channel of contactChannels) {
    const before = said(kept.consents[channel].state);
    const after = stricter(before, said(gone.consents[channel].state));
    if (after && after !== before)
      gains.push({ label: CHANNELS[channel], value: after === "granted" ? "allowed" : "refused" });
  }
  const alsoFoundBy = [
    kept.email && gone.email !== kept.email ? gone.email : null,
    kept.phone && gone.phone !== kept.phone ? gone.phone : null,
    kept.externalId && gone.externalId !== kept.externalId ? gone.externalId : null,
  ].filter((key) => key !== null);
  return { gains, alsoFoundBy };
}

const said = (state: "granted" | "denied" | "unknown") => (state === "unknown" ? undefined : state);
const CHANNELS = { email: "Consent to email", sms: "Consent to SMS", call: "Consent to calls" } as const;
