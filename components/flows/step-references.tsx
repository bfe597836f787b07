"use client";

import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { useBuilder } from "@/components/flow-builder/use-builder";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { flowReferences } from "@/server/domain/references";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import { ReferencesSheet, type Sought } from "./references-sheet";

type StepReferencesProps = { step: Step; onClose: () => void };

/** What a step names: fields, a template, tags. Each opens to every place of every flow that names it too. */
export function StepReferences({ step, onClose }: StepReferencesProps) {
  const definition = useBuilder((state) => state.definition);
  const [sought, setSought] = useState<Sought | null>(null);
  const names = useMemo(() => {
    const found = flowReferences(definition).filter(({ stepId }) => stepId === step.id);
    return [...new Map(found.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }])).values()];
  }, [definition, step.id]);
  if (sought)
    return (
      <ReferencesSheet
        sought={sought}
        title={`Where ${sought.kind} “${sought.value}” is used`}
        onClose={onClose}
      />
    );
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={`What “${stepTitle(step)}” names`}>
        {names.length === 0 ? (
          <p className="p-4 text-muted">No field, connection, template, tag or flow.</p>
        ) : (
          <ul className="flex flex-col p-2">
            {names.map(({ kind, value }) => (
              <li key={`${kind} ${value}`}>
                <button
                  type="button"
                  onClick={() => setSought({ kind, value })}
                  className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
                >
                  <Search aria-hidden className="size-4 shrink-0 text-muted" />
                  <span className="min-w-0 flex-1 truncate font-mono text-xs">{value}</span>
                  <span className="shrink-0 text-muted text-xs">{kind}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </SheetContent>
    </Sheet>
  );
}
