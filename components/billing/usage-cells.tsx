import { TokenAmount } from "@/components/states/token-amount";
import { formatNumber } from "@/components/ui/format-number";
import { TableCell, TableHeader } from "@/components/ui/table";
import { ShareCell } from "./share-cell";

/** Over `UsageCells`, in a table of fixed columns. */
export const UsageHeaders = () => (
  <>
    <TableHeader className="w-20 text-right max-sm:hidden">Runs</TableHeader>
    <TableHeader className="w-24 text-right max-sm:w-18">Tokens</TableHeader>
    <TableHeader className="w-40 text-right max-sm:w-20">Share</TableHeader>
  </>
);

type UsageCellsProps = { of: string; runs: number; milliTokens: number; whole: number };

/** What somebody or something used: runs, tokens, and their share of the whole. */
export const UsageCells = ({ of, runs, milliTokens, whole }: UsageCellsProps) => (
  <>
    <TableCell className="text-right text-muted max-sm:hidden">{formatNumber(runs)}</TableCell>
    <TableCell className="text-right">
      <TokenAmount milliTokens={milliTokens} />
    </TableCell>
    <ShareCell of={of} part={milliTokens} whole={whole} />
  </>
);
