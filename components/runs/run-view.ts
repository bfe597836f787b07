import { parseAsString, parseAsStringLiteral } from "nuqs";

/** What of a run is open, as it stands in the URL: a step, and (in narrow windows) which half of the page. */
export const runView = {
  step: parseAsString,
  view: parseAsStringLiteral(["timeline", "flow"]).withDefault("timeline"),
};
