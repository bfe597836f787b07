import type { Consents } from "@/server/domain/consent";
import type { ContactChannel, ContactKind, contactPriorities } from "@/server/domain/contact";

/** A contact in the list. */
export type ContactListItem = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  kind: ContactKind;
  status: string;
  owner: { id: string; name: string } | null;
  tags: string[];
  score: number | null;
  lastActivityAt: Date | null;
  createdAt: Date;
};

/** A contact as its page knows it. */
export type ContactDetail = ContactListItem & {
  externalId: string | null;
  leadType: string | null;
  priority: (typeof contactPriorities)[number] | null;
  timezone: string | null;
  locale: string | null;
  preferredChannel: ContactChannel | null;
  lastSentiment: string | null;
  birthday: string | null;
  fields: Record<string, unknown>;
  consents: Consents;
  mergedIntoId: string | null;
  updatedAt: Date;
};
