import type { Difference } from "./compare-traces";

/** In which ways a step goes otherwise. */
export const TraceDifferences = ({ of }: { of: readonly Difference[] }) =>
  of.length === 0 ? null : (
    <span className="block font-normal text-held text-xs">
      {of.map((difference) => WORDS[difference]).join(", ")}
    </span>
  );

const WORDS: Record<Difference, string> = {
  "only published": "only published",
  "only draft": "only draft",
  outcome: "other outcome",
  way: "other way",
  message: "other message",
  time: "other time",
  tokens: "other price",
};
