"use client";

import { Ban } from "lucide-react";
import { CancelWords } from "@/components/runs/cancel-words";
import { useRunActions } from "@/components/runs/use-run-actions";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

export function TestRunCancel({ runId }: { runId: string }) {
  const { mayControl, cancel, cancelling } = useRunActions();
  if (!mayControl) return null;
  return (
    <AlertDialog
      trigger={
        <Button variant="ghost" pending={cancelling}>
          <Ban aria-hidden />
          Cancel
        </Button>
      }
      title="Cancel this test run?"
      description={<CancelWords runId={runId} />}
      confirmLabel="Cancel run"
      dismissLabel="Keep it running"
      onConfirm={() => cancel(runId)}
    />
  );
}
