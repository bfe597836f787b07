import { parseAsArrayOf, parseAsBoolean, parseAsStringLiteral } from "nuqs";
import { timelineKinds } from "@/server/domain/timeline";

/** What of a contact is shown, as it stands in the URL. */
export const contactViewState = {
  /** In narrow windows: which half of the page. */
  part: parseAsStringLiteral(["timeline", "details"]).withDefault("timeline"),
  /** Only these lines of the timeline; none chosen: all. */
  only: parseAsArrayOf(parseAsStringLiteral(timelineKinds)).withDefault([]),
  /** The panel “Why did or didn't they get it?”. */
  why: parseAsBoolean.withDefault(false),
};
