import { ChevronRight } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReplayChangeItem } from "./replay-types";
import { signedTokens } from "./token-words";

/** One event that goes otherwise: what becomes of it, whose it is, when it came. */
export const ReplayChangeRow = ({ change, onOpen }: { change: ReplayChangeItem; onOpen: () => void }) => (
  <li className="border-line border-b">
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full items-center gap-3 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium sm:inline">{capital(change.words)}</span>
        <span className="block truncate text-muted text-xs sm:ml-2 sm:inline">
          {[change.contact?.name, change.type].filter(Boolean).join(", ")}
        </span>
      </span>
      {change.milliTokens === 0 ? null : (
        <span className="shrink-0 text-muted text-xs tabular-nums">{signedTokens(change.milliTokens)}</span>
      )}
      <RelativeTime at={change.at} className="shrink-0 text-muted text-xs" />
      <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
    </button>
  </li>
);

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
