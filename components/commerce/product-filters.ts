import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { productStatuses } from "@/server/domain/product";

/** The catalogue's view as it stands in the URL; `product` is open beside it, `new` is being made. */
export const productFilters = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(productStatuses)).withDefault([]),
  product: parseAsString,
  new: parseAsBoolean.withDefault(false),
};
