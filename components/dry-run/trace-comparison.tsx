import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Simulation } from "@/server/domain/simulate/simulation";
import { stepTitle } from "@/server/domain/step-title";
import { compareTraces } from "./compare-traces";
import { ComparedStep } from "./compared-step";
import { endWords } from "./simulation-words";
import { TraceDifferences } from "./trace-differences";

export type TracedSide = { definition: FlowDefinition; simulation: Simulation };

type TraceComparisonProps = {
  published: TracedSide;
  draft: TracedSide;
  zone: string;
  /** When the event came. */
  since: Date;
  onStep?: ((stepId: string) => void) | undefined;
};

/** One event through the published version and through the draft, step beside step; what differs is marked. */
export function TraceComparison({ published, draft, zone, since, onStep }: TraceComparisonProps) {
  const titles = titlesOf([published.definition, draft.definition]);
  const pairs = compareTraces(published.simulation, draft.simulation);
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">The event through the published version and through the draft</caption>
      <thead className="text-muted text-xs">
        <tr className="border-line border-b">
          <th scope="col" className="w-[26%] py-1.5 pr-3 pl-4 font-normal max-sm:w-[30%]">
            Step
          </th>
          <th scope="col" className="px-3 py-1.5 font-normal">
            Published
          </th>
          <th scope="col" className="py-1.5 pr-4 pl-3 font-normal">
            Draft
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => {
          const title = titles.get(pair.stepId) ?? pair.stepId;
          return (
            <tr
              key={pair.key}
              className={cn("border-line border-b align-top", pair.differences.length > 0 && "bg-held-soft")}
            >
              <th scope="row" className="py-1.5 pr-3 pl-4 font-medium">
                <button
                  type="button"
                  onClick={() => onStep?.(pair.stepId)}
                  className="max-w-full break-words text-left hover:underline"
                >
                  {title}
                </button>
                <TraceDifferences of={pair.differences} />
              </th>
              <td className="px-3 py-1.5">
                <ComparedStep entry={pair.published} zone={zone} since={since} />
              </td>
              <td className="py-1.5 pr-4 pl-3">
                <ComparedStep entry={pair.draft} zone={zone} since={since} />
              </td>
            </tr>
          );
        })}
        <tr className="align-top font-medium">
          <th scope="row" className="py-2 pr-3 pl-4 font-medium">
            Ends
          </th>
          <td className="break-words px-3 py-2">{endWords(published.simulation.end)}</td>
          <td className="break-words py-2 pr-4 pl-3">{endWords(draft.simulation.end)}</td>
        </tr>
      </tbody>
    </table>
  );
}

const titlesOf = (definitions: readonly FlowDefinition[]): ReadonlyMap<string, string> =>
  new Map(
    definitions.flatMap(({ steps, error_handlers }) =>
      [...steps, ...error_handlers].map((step) => [step.id, stepTitle(step)] as const),
    ),
  );
