import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs";
import { contactKinds } from "@/server/domain/contact";
import { consentFilters, contactSorts } from "@/server/domain/contact-filter";

/** Id of a member, or "none". */
const owner = createParser({
  parse: (text) => (text === "none" || /^[0-9a-f-]{36}$/.test(text) ? text : null),
  serialize: (text: string) => text,
});

/** The list's search, filters and order as they stand in the URL; `new` opens the dialog. */
export const contactFilters = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(contactKinds),
  status: parseAsArrayOf(parseAsString).withDefault([]),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  owner,
  consent: parseAsStringLiteral(consentFilters),
  lead_type: parseAsString,
  /** Those that were put away, instead of the others. */
  archived: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(contactSorts).withDefault("activity"),
  new: parseAsBoolean.withDefault(false),
};

export type ContactView = Omit<inferParserType<typeof contactFilters>, "new">;

export const isFiltered = ({ status, tag, sort: _, ...view }: ContactView): boolean =>
  status.length > 0 || tag.length > 0 || Object.values(view).some(Boolean);
