import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatExact } from "@/components/ui/format-time";
import { Table, TableBody, TableHead, TableHeader } from "@/components/ui/table";
import { DifferenceRow } from "./difference-row";
import { onItsWay, type Reconciliation } from "./reconciliation-words";

type ReconciliationDialogProps = { latest: Reconciliation; mayRepair: boolean; onClose: () => void };

/** What a comparison looked at and found: each difference with its cause and what repairs it. */
export function ReconciliationDialog({ latest, mayRepair, onClose }: ReconciliationDialogProps) {
  const { timezone: timeZone } = useWorkspace();
  const { differences, against, ranAt, since, problem } = latest;
  const stripe = against === "stripe";
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        size="lg"
        title="Does it add up?"
        description={`What steps took${stripe ? ", the ledger and Stripe's meters" : " and the ledger"}, compared day by day since ${since} (UTC), on ${formatExact(ranAt, { timeZone })}.`}
      >
        {problem ? <p className="mb-3 text-held">{problem}</p> : null}
        {onItsWay(latest).map((words) => (
          <p key={words} className="mb-1.5 text-muted">
            {words}
          </p>
        ))}
        {differences.length === 0 ? (
          <p className="rounded-lg bg-gray-2 px-3 py-2.5">
            Nothing differs, to the thousandth of a token.
            {stripe || problem ? "" : " Nothing of this workspace is billed through Stripe."}
          </p>
        ) : (
          <div className="-mx-5">
            <Table label="Differences">
              <TableHead>
                <tr>
                  <TableHeader>Day (UTC)</TableHeader>
                  <TableHeader>What differs</TableHeader>
                  <TableHeader className="text-right">Steps</TableHeader>
                  <TableHeader className="text-right">Ledger</TableHeader>
                  {stripe ? <TableHeader className="text-right">Stripe</TableHeader> : null}
                  <TableHeader>
                    <span className="sr-only">Repair</span>
                  </TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {differences.map((difference) => (
                  <DifferenceRow
                    key={difference.id}
                    difference={difference}
                    stripe={stripe}
                    mayRepair={mayRepair}
                  />
                ))}
              </TableBody>
            </Table>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
