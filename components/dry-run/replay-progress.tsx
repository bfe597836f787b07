import { Ban } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Progress } from "@/components/ui/progress";
import type { Replay } from "./replay-types";

type ReplayProgressProps = { replay: Replay; mayCancel: boolean; cancelling: boolean; onCancel: () => void };

/** How far it is; to stop it. What is done of it stays. */
export function ReplayProgress({ replay, mayCancel, cancelling, onCancel }: ReplayProgressProps) {
  const { done, total, state } = replay;
  return (
    <div className="flex flex-col gap-2 border-line border-b p-4">
      <div className="flex items-center gap-3">
        <p role="status" className="min-w-0 flex-1">
          {state === "queued"
            ? `${formatNumber(total)} events wait for their turn`
            : `${formatNumber(done)} of ${formatNumber(total)} events`}
        </p>
        {mayCancel ? (
          <Button onClick={onCancel} pending={cancelling}>
            <Ban aria-hidden />
            Cancel the replay
          </Button>
        ) : null}
      </div>
      <Progress label="Events replayed" value={done} max={total} />
    </div>
  );
}
