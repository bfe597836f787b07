"use client";

import { Ban, RotateCcw, StepForward } from "lucide-react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { isCancellable } from "@/server/domain/run";
import { CancelWords } from "./cancel-words";
import type { RunDetail } from "./run-types";
import { useRunActions } from "./use-run-actions";

/** Retry from failed, retry from start, cancel: whatever makes sense for the run as it stands. */
export function RunButtons({ detail: { run, flow } }: { detail: RunDetail }) {
  const { mayControl, cancel, cancelling, retry, retrying } = useRunActions();
  if (!mayControl) return null;
  if (isCancellable(run.status))
    return (
      <AlertDialog
        trigger={
          <Button pending={cancelling}>
            <Ban aria-hidden />
            Cancel
          </Button>
        }
        title="Cancel this run?"
        description={<CancelWords runId={run.id} />}
        confirmLabel="Cancel run"
        dismissLabel="Keep it running"
        onConfirm={() => cancel(run.id)}
      />
    );
  if (!flow) return null;
  const resumable = run.status === "failed" || run.status === "cancelled";
  return (
    <>
      <Button pending={retrying === "start"} onClick={() => retry(run.id, "start")}>
        <RotateCcw aria-hidden />
        <span className="hidden sm:inline">Retry from start</span>
        <span className="sm:hidden">From start</span>
      </Button>
      {resumable ? (
        <Button variant="primary" pending={retrying === "failed"} onClick={() => retry(run.id, "failed")}>
          <StepForward aria-hidden />
          <span className="hidden sm:inline">
            {run.status === "failed" ? "Retry from failed step" : "Go on from here"}
          </span>
          <span className="sm:hidden">Go on</span>
        </Button>
      ) : null}
    </>
  );
}
