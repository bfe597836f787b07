import { parseAsIsoDate, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { usageKinds } from "./usage-kinds";

/** Which period is looked at and which of its records are listed, as it stands in the URL. */
export const useUsageView = () =>
  useQueryStates(
    {
      period: parseAsString,
      kind: parseAsStringLiteral(usageKinds),
      flow: parseAsString,
      day: parseAsIsoDate,
    },
    { history: "replace" },
  );

type Held = ReturnType<typeof useUsageView>;
export type UsageView = Held[0];
export type SetUsageView = Held[1];
