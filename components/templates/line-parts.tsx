import type { TextPart } from "@/server/domain/text-part";

/** Pieces of a sentence with references as pills, for pages that load no script for it. */
export function LineParts({ parts }: { parts: readonly TextPart[] }) {
  return parts.map((part, index) =>
    part.kind === "words" ? (
      part.text
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a sentence have no other name and never move
        key={index}
        className={
          part.kind === "reference" ? "rounded-sm bg-gray-4 px-1 py-px text-ink" : "font-medium text-ink"
        }
      >
        {part.kind === "reference" ? part.label : part.text}
      </span>
    ),
  );
}
