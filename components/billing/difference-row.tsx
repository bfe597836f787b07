import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TableCell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import type { Difference } from "./reconciliation-words";

type DifferenceRowProps = { difference: Difference; stripe: boolean; mayRepair: boolean };

/** One difference; its repair is itself a record that stays. */
export function DifferenceRow({ difference, stripe, mayRepair }: DifferenceRowProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const repair = useMutation(
    trpc.reconciliation.repair.mutationOptions({
      onSuccess: async (found) => {
        queries.setQueryData(trpc.reconciliation.latest.queryKey({ workspace }), found);
        toast.success(found?.matched ? "Repaired: nothing differs now" : "Repaired, and compared again");
        await queries.invalidateQueries(trpc.usage.pathFilter());
      },
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  const { id, day, what, cause } = difference;
  return (
    <TableRow className="align-top last:border-b-0">
      <TableCell className="whitespace-nowrap py-2 font-mono text-xs">{day}</TableCell>
      <TableCell className="min-w-56 py-2">
        {what}
        <span className="block text-muted text-xs">{cause}</span>
      </TableCell>
      <Amount milliTokens={difference.stepsMilliTokens} />
      <Amount milliTokens={difference.ledgerMilliTokens} />
      {stripe ? <Amount milliTokens={difference.stripeMilliTokens} /> : null}
      <TableCell className="py-1.5 text-right">
        {difference.repairedAt ? (
          <Badge tone="green">Repaired</Badge>
        ) : mayRepair && difference.canRepair ? (
          <Button
            aria-label={`Repair ${day}: ${cause}`}
            pending={repair.isPending}
            onClick={() => repair.mutate({ workspace, id })}
          >
            Repair
          </Button>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

const Amount = ({ milliTokens }: { milliTokens: number | null }) => (
  <TableCell className="py-2 text-right tabular-nums">
    {milliTokens === null ? "–" : <TokenAmount milliTokens={milliTokens} />}
  </TableCell>
);
