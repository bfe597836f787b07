import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { orderStatuses } from "@/server/domain/order-status";
import { parseAsId } from "./parse-as-id";

/** The list of orders as it stands in the URL; `order` is open beside it, `new` is being made. */
export const orderFilters = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(orderStatuses)).withDefault([]),
  contact: parseAsId,
  product: parseAsId,
  order: parseAsString,
  new: parseAsBoolean.withDefault(false),
};
