import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Replay } from "./replay-types";

/** What came of it in a sentence, and what it goes by. */
export function ReplayResult({ replay }: { replay: Replay }) {
  const { words, basis, state, outdated, version, gone, done, total, error, createdAt, startedBy } = replay;
  return (
    <section aria-label="Result of the replay" className="flex flex-col gap-1 border-line border-b px-4 py-3">
      <p role="status" className="font-medium text-base">
        {words}
      </p>
      <p className="max-w-[80ch] text-muted text-xs">
        Version {version} against the draft, <RelativeTime at={createdAt} />
        {startedBy ? ` by ${startedBy}` : ""}. {basis}
        {gone > 0 ? ` ${formatNumber(gone)} were deleted meanwhile.` : ""}
      </p>
      {state === "cancelled" ? (
        <Note>
          Cancelled after {formatNumber(done)} of {formatNumber(total)} events.
        </Note>
      ) : null}
      {state === "failed" ? <Note>{error}</Note> : null}
      {outdated ? <Note>The draft was changed since. Replay it again to see what that changes.</Note> : null}
    </section>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <p className="mt-1 flex gap-2 text-held">
    <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
    {children}
  </p>
);
