import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowLine } from "@/server/domain/flow-line";
import { flowWords } from "@/server/domain/flow-words";
import { saidLabel } from "@/server/domain/line-text";
import { LineParts } from "./line-parts";

/** Any flow in plain words, a line for each thing it does. */
export function FlowLines({ definition, id }: { definition: FlowDefinition; id?: string }) {
  return (
    <ol id={id} className="flex flex-col gap-1">
      {flowWords(definition).map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one telling, which never move
          key={index}
          className="flex max-w-[78ch] gap-2 leading-5.5"
          style={{ paddingLeft: `${Math.min(line.depth, DEEPEST) * 20}px` }}
        >
          <span aria-hidden className={cn("mt-2 size-1.5 shrink-0 rounded-full", DOT[line.kind])} />
          <span className="min-w-0 break-words text-muted">
            <span className="font-medium text-ink">{line.lead}</span>{" "}
            <LineParts parts={line.parts.map(spoken)} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Deeper ones stand no further to the right: narrow windows have no room for them. */
const DEEPEST = 6;

const spoken = (part: FlowLine["parts"][number]) =>
  part.kind === "reference" ? { ...part, label: saidLabel(part) } : part;

const DOT: Record<FlowLine["kind"], string> = {
  when: "bg-trigger",
  if: "bg-logic",
  wait: "bg-wait",
  do: "bg-action",
  each: "bg-logic",
  error: "bg-error",
  stop: "bg-held",
};
