"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferProcedureInput, inferProcedureOutput } from "@trpc/server";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { AppRouter } from "@/server/api/root";
import { sentenceCase } from "@/server/domain/step-title";

type Procedure = AppRouter["flows"]["references"];
type Reference = inferProcedureOutput<Procedure>["references"][number];

/** What is looked for: a field's path, or the id or name of a thing, with its other names. */
export type Sought = Omit<inferProcedureInput<Procedure>, "workspace">;

type ReferencesSheetProps = { sought: Sought; title: string; onClose: () => void };

/** Every place of every flow that names one thing; each leads there. */
export function ReferencesSheet({ sought, title, onClose }: ReferencesSheetProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.flows.references.queryOptions({ workspace, ...sought }, { staleTime: 0 }),
  );
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={title}>
        {data ? (
          <div className="flex flex-col gap-4 p-4">
            <p role="status" className="text-muted">
              {data.references.length === 0
                ? "No flow names it."
                : countWords(data.references.length, data.flows, data.more)}
            </p>
            {byFlow(data.references).map((references) => (
              <OfFlow key={references[0]?.flowId} references={references} />
            ))}
          </div>
        ) : error ? (
          <ErrorState
            title="The places could not be looked up"
            message={error.message}
            onRetry={() => refetch()}
            pending={isFetching}
          />
        ) : (
          <SkeletonRows rows={5} label="Looking through the flows" />
        )}
      </SheetContent>
    </Sheet>
  );
}

function OfFlow({ references }: { references: readonly Reference[] }) {
  const { slug } = useWorkspace();
  const [first] = references;
  if (!first) return null;
  const flow = `/w/${slug}/flows/${first.flowId}`;
  return (
    <section aria-label={first.flowName}>
      <h3 className="mb-1 font-medium">{first.flowName}</h3>
      <ul className="-mx-2 flex flex-col">
        {references.map((reference) => (
          <li key={`${reference.stepId} ${reference.field} ${reference.text} ${reference.where}`}>
            <Link
              href={reference.stepId === null ? flow : `${flow}?step=${encodeURIComponent(reference.stepId)}`}
              className="flex flex-col gap-0.5 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="flex items-center gap-2">
                <span className="min-w-0 truncate">{stepWords(reference)}</span>
                <code className="min-w-0 truncate font-mono text-muted text-xs">{reference.field}</code>
                {reference.where === "published" ? (
                  <Badge className="ml-auto">Only in what runs</Badge>
                ) : null}
                {reference.where === "draft" ? <Badge className="ml-auto">Draft</Badge> : null}
              </span>
              <span className="truncate text-muted text-xs">{reference.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const stepWords = ({ stepTitle }: Reference): string =>
  stepTitle === null
    ? "How it starts and behaves"
    : /^[a-z0-9_.]+$/.test(stepTitle)
      ? sentenceCase(stepTitle)
      : stepTitle;

function byFlow(references: readonly Reference[]): Reference[][] {
  const groups = new Map<string, Reference[]>();
  for (const reference of references)
    groups.set(reference.flowId, [...(groups.get(reference.flowId) ?? []), reference]);
  return [...groups.values()];
}

const countWords = (places: number, flows: number, more: boolean): string =>
  `${more ? "More than " : ""}${places} ${places === 1 ? "place" : "places"} in ${flows} ${flows === 1 ? "flow" : "flows"}.`;
