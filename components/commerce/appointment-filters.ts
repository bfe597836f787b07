import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { appointmentStatuses } from "@/server/domain/appointment";
import { parseAsId } from "./parse-as-id";

export const appointmentTimes = ["upcoming", "past"] as const;

/** The agenda as it stands in the URL; `appointment` is open beside it, `new` is being made. */
export const appointmentFilters = {
  q: parseAsString.withDefault(""),
  time: parseAsStringLiteral(appointmentTimes).withDefault("upcoming"),
  status: parseAsArrayOf(parseAsStringLiteral(appointmentStatuses)).withDefault([]),
  contact: parseAsId,
  appointment: parseAsString,
  new: parseAsBoolean.withDefault(false),
};
