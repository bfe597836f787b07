"use client";

import type { FlowDetail } from "@/components/flows/flow-types";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { useBuilder } from "./use-builder";
import { useProblems } from "./use-problems";

/** Publishes what is on the canvas; refused while it could not run. */
export function PublishButton({ flow, onPublish }: { flow: FlowDetail; onPublish: () => void }) {
  const modifier = useModifierKey();
  const readOnly = useBuilder((state) => state.readOnly);
  const unsaved = useBuilder(({ save }) => save.state !== "saved");
  const broken = useProblems().filter(({ severity }) => severity === "structure").length;
  if (readOnly) return null;
  const differs = unsaved || flow.hasUnpublishedChanges;
  const words = !differs
    ? "Everything is published"
    : broken > 0
      ? `${broken === 1 ? "One problem stands" : `${broken} problems stand`} against it: see Problems`
      : `Publish version ${(flow.versions[0]?.number ?? 0) + 1}`;
  return (
    <Tooltip label={words} shortcut={`⇧ ${modifier} ↵`}>
      <Button
        variant="primary"
        aria-disabled={!differs || broken > 0}
        className="aria-disabled:opacity-50"
        onClick={() => differs && broken === 0 && onPublish()}
      >
        Publish
      </Button>
    </Tooltip>
  );
}
