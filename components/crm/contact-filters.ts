import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs";
import { contactKinds } from "@/server/domain/contact";
import { consentFilters, contactSorts } from "@/server/domain/contact-filter";

/** The list's search, filters and order as they stand in the URL; `new` opens the dialog. */
export const contactFilters = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(contactKinds),
  status: parseAsArrayOf(parseAsString).withDefault([]),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  owner: parseAsString,
  consent: parseAsStringLiteral(consentFilters),
  sort: parseAsStringLiteral(contactSorts).withDefault("activity"),
  new: parseAsBoolean.withDefault(false),
};

export type ContactView = Omit<inferParserType<typeof contactFilters>, "new">;

export const isFiltered = ({ q, kind, status, tag, owner, consent }: ContactView): boolean =>
  Boolean(q || kind || status.length || tag.length || owner || consent);
