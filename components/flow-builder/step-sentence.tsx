import { cn } from "@/components/ui/cn";
import type { TextPart } from "@/server/domain/text-part";
import { FlowName } from "./flow-names";

/** A sentence about a step, with its references as pills. */
export function StepSentence({ parts, className }: { parts: readonly TextPart[]; className?: string }) {
  return (
    <span className={className}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a sentence have no other name and never move
        <Piece key={index} part={part} />
      ))}
    </span>
  );
}

function Piece({ part }: { part: TextPart }) {
  if (part.kind === "words") return part.text;
  if (part.kind === "flow")
    return (
      <span className="font-medium text-ink">
        <FlowName id={part.text} />
      </span>
    );
  if (part.kind === "value") return <span className="font-medium text-ink">{part.text}</span>;
  return (
    <span
      title={part.path}
      className={cn(
        "rounded-sm bg-gray-4 px-1 py-px text-ink",
        part.label.length < 28 && "whitespace-nowrap",
      )}
    >
      {part.label}
    </span>
  );
}
