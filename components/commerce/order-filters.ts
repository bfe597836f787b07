import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { orderStatuses } from "@/server/domain/order-status";

/** The list of orders as it stands in the URL; `order` is open beside it, `new` is being made. */
export const orderFilters = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(orderStatuses)).withDefault([]),
  order: parseAsString,
  new: parseAsBoolean.withDefault(false),
};
