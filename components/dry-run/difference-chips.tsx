import { chipClass } from "./chip-class";
import type { Replay } from "./replay-types";

type DifferenceChipsProps = {
  replay: Replay;
  /** null: all of them. */
  chosen: string | null;
  onChoose: (difference: string | null) => void;
};

/** Kinds of differences with how often each comes, to look at one alone. */
export function DifferenceChips({ replay, chosen, onChoose }: DifferenceChipsProps) {
  const all = replay.differences.reduce((sum, { count }) => sum + count, 0);
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5 border-line border-b px-4 py-2">
      <legend className="sr-only">Which of them</legend>
      <button
        type="button"
        aria-pressed={chosen === null}
        onClick={() => onChoose(null)}
        className={chipClass(chosen === null)}
      >
        All {all.toLocaleString("en-US")}
      </button>
      {replay.differences.map((one) => (
        <button
          key={one.difference}
          type="button"
          aria-pressed={chosen === one.difference}
          onClick={() => onChoose(one.difference)}
          className={chipClass(chosen === one.difference, "max-w-full")}
        >
          <span className="truncate">{one.words}</span>
        </button>
      ))}
    </fieldset>
  );
}
