import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useNow } from "@/components/ui/use-now";
import { ReconciliationDialog } from "./reconciliation-dialog";
import { reconciliationWords } from "./reconciliation-words";
import { useBilling } from "./use-billing";

/** Whether steps, ledger and Stripe say the same, in a line; what differs, and a comparison on the spot. */
export function ReconciliationLine() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, timezone: timeZone } = useWorkspace();
  const [open, setOpen] = useState(false);
  const now = useNow();
  const latest = useQuery(trpc.reconciliation.latest.queryOptions({ workspace }, { staleTime: 60_000 }));
  const mayRun = useBilling().data?.canManage ?? false;
  const run = useMutation(
    trpc.reconciliation.run.mutationOptions({
      onSuccess: (found) => {
        queries.setQueryData(trpc.reconciliation.latest.queryKey({ workspace }), found);
        if (found?.matched && !found.problem) toast.success("Compared: nothing differs");
        else setOpen(true);
      },
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  // Its place is kept: nothing below moves when it comes. An error here is nothing to stop the page for.
  if (latest.data === undefined || now === null)
    return (
      <p className="flex min-h-7 items-center text-muted">
        {latest.isError ? "Whether it matches could not be read." : null}
      </p>
    );
  const found = latest.data;
  const { icon: Icon, ink } = lookOf(found?.matched, Boolean(found?.problem));
  const words = reconciliationWords(found, { now, timeZone });
  return (
    <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <p role="status" className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden className={`size-4 shrink-0 ${ink}`} />
        <span className="min-w-0">{run.isPending ? "Comparing steps, ledger and Stripe…" : words}</span>
      </p>
      {found ? (
        <Button variant="ghost" onClick={() => setOpen(true)}>
          Details
        </Button>
      ) : null}
      {mayRun ? (
        <Button pending={run.isPending} onClick={() => run.mutate({ workspace })}>
          Check now
        </Button>
      ) : null}
      {found && open ? (
        <ReconciliationDialog latest={found} mayRepair={mayRun} onClose={() => setOpen(false)} />
      ) : null}
    </div>
  );
}

function lookOf(matched: boolean | undefined, problem: boolean) {
  if (matched === undefined) return { icon: CircleDashed, ink: "text-muted" };
  if (!matched) return { icon: CircleAlert, ink: "text-failed" };
  return problem ? { icon: CircleAlert, ink: "text-held" } : { icon: CircleCheck, ink: "text-succeeded" };
}
