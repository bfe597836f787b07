import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { flowStatusSchema } from "@/server/domain/flow";

export const flowSorts = ["updated", "last_run", "name", "created"] as const;

/** The list's search, filters and order as they stand in the URL; `new` opens the dialog. */
export const flowFilters = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(flowStatusSchema.options)).withDefault([]),
  /** With those below it. */
  folder: parseAsString.withDefault(""),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsStringLiteral(flowSorts).withDefault("updated"),
  new: parseAsBoolean.withDefault(false),
};
