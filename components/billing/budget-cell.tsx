import type { inferRouterOutputs } from "@trpc/server";
import { TokenAmount } from "@/components/states/token-amount";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { TableCell } from "@/components/ui/table";
import type { AppRouter } from "@/server/api/root";
import { usedTone } from "./used-tone";

type Budget = inferRouterOutputs<AppRouter>["flowBudgets"]["list"][number];

type BudgetCellProps = {
  name: string;
  budget: Budget | undefined;
  /** Null for those who may only look. */
  onSet: (() => void) | null;
};

/** What a flow may use in the period, how far it is, and the way to change it. */
export function BudgetCell({ name, budget, onSet }: BudgetCellProps) {
  const used = Math.max(0, budget?.usedMilliTokens ?? 0);
  const amount = budget ? (
    <span className="flex w-28 items-center gap-2">
      <Progress
        label={`Budget of ${name} used`}
        value={used}
        max={budget.milliTokens}
        tone={usedTone(used, budget.milliTokens)}
        className="min-w-8 flex-1"
      />
      <TokenAmount milliTokens={budget.milliTokens} />
    </span>
  ) : null;
  return (
    <TableCell className="w-40 max-desk:hidden">
      {onSet ? (
        <Button
          variant="ghost"
          className="-my-1 -mr-2.5 relative ml-auto flex font-normal"
          aria-label={budget ? `Change the budget of ${name}` : `Set a budget for ${name}`}
          onClick={onSet}
        >
          {amount ?? "Set"}
        </Button>
      ) : (
        <span className="flex justify-end text-muted">{amount ?? "–"}</span>
      )}
    </TableCell>
  );
}
