"use client";

import { Ban, StepForward } from "lucide-react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import { isCancellable } from "@/server/domain/run";
import type { RunListItem } from "./run-types";
import { useBulkRuns } from "./use-bulk-runs";

/** What can be done to the ticked runs. */
export function RunsSelection({ runs, onClear }: { runs: readonly RunListItem[]; onClear: () => void }) {
  const { pending, cancel, retry } = useBulkRuns(onClear);
  const open = runs.filter(({ status }) => isCancellable(status)).map(({ id }) => id);
  const failed = runs
    .filter(({ status, flowId }) => status === "failed" && flowId !== null)
    .map(({ id }) => id);
  return (
    <SelectionBar selected={count(runs.length)} onClear={onClear}>
      {failed.length > 0 ? (
        <Button pending={pending} onClick={() => void retry(failed)}>
          <StepForward aria-hidden />
          Retry {failed.length} from the failed step
        </Button>
      ) : null}
      {open.length > 0 ? (
        <AlertDialog
          trigger={
            <Button pending={pending}>
              <Ban aria-hidden />
              Cancel {open.length}
            </Button>
          }
          title={`Cancel ${count(open.length)}?`}
          description="They stop before their next step, and so do runs of other flows that they wait for. What is done stays done. Cancelled runs never go on; a retry is a new run."
          confirmLabel={`Cancel ${count(open.length)}`}
          dismissLabel={open.length === 1 ? "Keep it running" : "Keep them running"}
          onConfirm={() => void cancel(open)}
        />
      ) : null}
    </SelectionBar>
  );
}

const count = (number: number) => `${number} ${number === 1 ? "run" : "runs"}`;
