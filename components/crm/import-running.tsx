import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Progress } from "@/components/ui/progress";

type ImportRunningProps = { done: number; total: number; onStop: () => void };

/** How far it is. What is done stays done when it is stopped. */
export function ImportRunning({ done, total, onStop }: ImportRunningProps) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col items-center gap-4 py-14 text-center">
      <h2 className="font-semibold text-base">Importing contacts</h2>
      <Progress label="Rows imported" value={done} max={total} className="w-full" />
      <p role="status" className="text-muted">
        {formatNumber(done)} of {formatNumber(total)} rows
      </p>
      <p className="text-muted text-xs">Keep this page open. Contacts that were imported stay.</p>
      <Button onClick={onStop}>Stop here</Button>
    </div>
  );
}
