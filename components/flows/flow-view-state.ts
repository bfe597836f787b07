import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";

export const flowTabs = ["start", "runs", "versions", "settings", "problems"] as const;

/** What of a flow is open, as it stands in the URL. */
export const flowViewState = {
  /** The step whose details are shown. */
  step: parseAsString,
  tab: parseAsStringLiteral(flowTabs).withDefault("start"),
  /** Which definition is drawn while draft and active version differ. */
  show: parseAsStringLiteral(["draft", "active"]).withDefault("draft"),
  as: parseAsStringLiteral(["canvas", "outline"]).withDefault("canvas"),
  /** In narrow windows: which half of the page. */
  half: parseAsStringLiteral(["steps", "details"]).withDefault("steps"),
  /** The dialog “Test with a sample event”. */
  test: parseAsBoolean.withDefault(false),
};
