import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FlowDefinition } from "@/server/domain/flow";
import { stepTitle } from "@/server/domain/step-title";
import type { Estimate } from "./cost-types";
import { tokensInWords } from "./token-words";

type CostStepsProps = {
  steps: Estimate["perStep"];
  definition: FlowDefinition;
  onStep?: ((stepId: string) => void) | undefined;
};

/** Which steps cost something, each time and in a month. */
export function CostSteps({ steps, definition, onStep }: CostStepsProps) {
  if (steps.length === 0) return null;
  const all = [...definition.steps, ...definition.error_handlers];
  const titleOf = (stepId: string) => {
    const step = all.find(({ id }) => id === stepId);
    return step ? stepTitle(step) : stepId;
  };
  const known = steps.some(({ month }) => month !== null);
  return (
    <div>
      <h3 className="px-4 pt-3 pb-1 font-medium">By step</h3>
      <Table label="Cost by step">
        <TableHead>
          <tr>
            <TableHeader>Step</TableHeader>
            <TableHeader className="text-right">Each time</TableHeader>
            {known ? <TableHeader className="text-right">In a month</TableHeader> : null}
          </tr>
        </TableHead>
        <TableBody>
          {steps.map(({ stepId, milliTokens, each, month }) => (
            <TableRow key={`${stepId} ${each}`}>
              <TableCell>
                <button
                  type="button"
                  className="max-w-full break-words text-left hover:underline"
                  onClick={() => onStep?.(stepId)}
                >
                  {titleOf(stepId)}
                </button>
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {tokensInWords(milliTokens)}
                {each ? <span className="text-muted"> a {each}</span> : null}
              </TableCell>
              {known ? (
                <TableCell className="text-right tabular-nums">
                  {month ? tokensInWords(month.milliTokens) : "–"}
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
