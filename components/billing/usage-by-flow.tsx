import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { BudgetCell } from "./budget-cell";
import { FlowBudgetDialog } from "./flow-budget-dialog";
import { RowButton } from "./row-button";
import { UsageCells, UsageHeaders } from "./usage-cells";
import type { UsageOfPeriod } from "./usage-types";

type UsageByFlowProps = { usage: UsageOfPeriod; onChoose: (flowId: string) => void };

const FIRST = 10;

/** The dearest first. */
export function UsageByFlow({ usage, onChoose }: UsageByFlowProps) {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [all, setAll] = useState(false);
  const [budgeting, setBudgeting] = useState<{ id: string; name: string } | null>(null);
  // A budget is of the period that is under way.
  const { current } = usage.period;
  const budgets = useQuery(trpc.flowBudgets.list.queryOptions({ workspace }, { enabled: current }));
  const flows = all ? usage.flows : usage.flows.slice(0, FIRST);
  return (
    <Card title="By flow" flush>
      <Table label="Tokens by flow" className="table-fixed">
        <TableHead>
          <tr>
            <TableHeader>Flow</TableHeader>
            <UsageHeaders />
            {current ? <TableHeader className="w-40 text-right max-desk:hidden">Budget</TableHeader> : null}
          </tr>
        </TableHead>
        <TableBody>
          {flows.map(({ flowId, name, milliTokens, runs }) => (
            <TableRow key={flowId ?? "none"} interactive={flowId !== null}>
              <TableCell className="truncate" title={name ?? undefined}>
                {flowId === null ? (
                  "Outside of flows"
                ) : (
                  <RowButton
                    label={`Show charges: ${name ?? "a deleted flow"}`}
                    onClick={() => onChoose(flowId)}
                  >
                    {name ?? "Deleted flow"}
                  </RowButton>
                )}
              </TableCell>
              <UsageCells
                of={name ?? "what no flow did"}
                runs={runs}
                milliTokens={milliTokens}
                whole={usage.usedMilliTokens}
              />
              {!current ? null : flowId === null || name === null ? (
                <TableCell className="max-desk:hidden" />
              ) : (
                <BudgetCell
                  name={name}
                  budget={budgets.data?.find((budget) => budget.flowId === flowId)}
                  onSet={role === "viewer" ? null : () => setBudgeting({ id: flowId, name })}
                />
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {usage.flows.length > FIRST ? (
        <div className="flex justify-center p-2">
          <Button onClick={() => setAll(!all)}>
            {all ? "Show the first ten" : `Show all ${formatNumber(usage.flows.length)}`}
          </Button>
        </div>
      ) : null}
      {budgeting ? <FlowBudgetDialog flow={budgeting} onClose={() => setBudgeting(null)} /> : null}
    </Card>
  );
}
