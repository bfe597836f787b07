"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tokensInWords } from "@/components/dry-run/token-words";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { formatDate } from "@/components/ui/format-time";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { FlowBudget } from "./credit-types";
import { parseTokens } from "./parse-tokens";
import { usedTone } from "./used-tone";

type FlowBudgetDialogProps = { flow: { id: string; name: string }; onClose: () => void };

/** What a flow may use in a billing period, and whether it is stopped when that is used up. */
export function FlowBudgetDialog({ flow, onClose }: FlowBudgetDialogProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const known = useQuery(
    trpc.flowBudgets.get.queryOptions({ workspace, flowId: flow.id }, { staleTime: 0, gcTime: 0 }),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {known.data ? (
        <BudgetForm flow={flow} known={known.data} onClose={onClose} />
      ) : (
        <DialogContent title="Budget">
          {known.isError ? (
            <ErrorState
              title="The budget could not be loaded"
              message={known.error.message}
              onRetry={() => known.refetch()}
              pending={known.isFetching}
            />
          ) : (
            <SkeletonRows label="Loading the budget" />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}

function BudgetForm({ flow, known, onClose }: FlowBudgetDialogProps & { known: FlowBudget }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, timezone: timeZone } = useWorkspace();
  const { budget, usedMilliTokens, period } = known;
  const [text, setText] = useState(budget ? String(budget.milliTokens / 1000) : "");
  const [stop, setStop] = useState(budget?.stop ?? true);
  const set = useMutation(
    trpc.flowBudgets.set.mutationOptions({
      onSuccess: async (_done, { monthlyMilliTokens }) => {
        onClose();
        toast.success(
          monthlyMilliTokens === null
            ? `“${flow.name}” has no budget`
            : `“${flow.name}” may use ${tokensInWords(monthlyMilliTokens)} ${period.endsAt ? "a period" : "in the trial"}`,
        );
        await Promise.all(
          [trpc.flowBudgets, trpc.flows, trpc.safeguards].map((part) =>
            queries.invalidateQueries({ queryKey: part.pathKey() }),
          ),
        );
      },
    }),
  );
  const none = text.trim() === "";
  const milliTokens = parseTokens(text);
  const wrong = !none && milliTokens === null;
  const ends = period.endsAt ? `until ${formatDate(period.endsAt, { timeZone })}` : "in the trial";
  const used = `${tokensInWords(usedMilliTokens)} used in this period`;
  return (
    <FormDialogContent
      title="Budget"
      description={`What “${flow.name}” may use ${period.endsAt ? "in a billing period" : "in the trial"}.`}
      submitLabel={none && budget ? "Remove budget" : "Save budget"}
      pending={set.isPending}
      disabled={wrong || (none && !budget)}
      refusal={set.error && callProblem(set.error).message}
      onSubmit={() =>
        set.mutate({ workspace, flowId: flow.id, monthlyMilliTokens: none ? null : milliTokens, stop })
      }
    >
      <Field
        label="Tokens"
        help="Empty: no budget. At 80 % and at 100 % whoever made the flow, owners and admins are told."
        error={wrong ? "A number of tokens above 0, such as 500 or 0.5." : null}
      >
        <Input
          autoFocus
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        {milliTokens === null ? null : (
          <Progress
            label="Used of the budget"
            value={Math.max(0, usedMilliTokens)}
            max={milliTokens}
            tone={usedTone(usedMilliTokens, milliTokens)}
          />
        )}
        <p className="text-muted text-xs">
          {used}, {ends}.
        </p>
      </div>
      <Checkbox
        label="Pause the flow when it is used up"
        help="Nothing is lost: its runs stop where they are, and go on with the next period, a higher budget, or when the flow is turned on again."
        checked={stop}
        disabled={none}
        onCheckedChange={(checked) => setStop(checked === true)}
      />
    </FormDialogContent>
  );
}
