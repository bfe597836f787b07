import { formatPercent } from "@/components/ui/format-number";
import { Progress } from "@/components/ui/progress";
import { TableCell } from "@/components/ui/table";

/** A part of the whole as a bar and in percent. */
export function ShareCell({ of, part, whole }: { of: string; part: number; whole: number }) {
  const share = whole > 0 ? part / whole : 0;
  return (
    <TableCell className="w-40 max-sm:w-20">
      <span className="flex items-center gap-2">
        <Progress
          label={`Share of ${of}`}
          value={part}
          max={whole}
          className="min-w-10 flex-1 max-sm:hidden"
        />
        <span className="w-12 shrink-0 text-right text-muted">{formatPercent(share)}</span>
      </span>
    </TableCell>
  );
}
