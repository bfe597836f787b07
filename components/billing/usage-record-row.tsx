import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatMoney } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { TableCell, TableRow } from "@/components/ui/table";
import { USAGE_WORDS } from "@/server/domain/usage";
import type { UsageRecord } from "./usage-types";

/** A charge; it opens the step of the run it was for, while that is kept. */
export function UsageRecordRow({ record }: { record: UsageRecord }) {
  const { slug } = useWorkspace();
  const { runId, runKept, stepId } = record;
  const name = record.flowName ?? "Direct call";
  const step = record.reason ?? (stepId === "run" ? "the whole run" : stepId);
  const href =
    runId && runKept
      ? `/w/${slug}/runs/${runId}${stepId === "run" ? "" : `?step=${encodeURIComponent(stepKeyOf(record))}`}`
      : null;
  const about = (
    <>
      <span className="font-medium">{name}</span>
      <span className="text-muted"> {step}</span>
    </>
  );
  return (
    <TableRow interactive={href !== null} data-row={record.key}>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        {USAGE_WORDS[record.kind]}
        {record.refundOf ? (
          <Badge tone="green" className="ml-2">
            Refund
          </Badge>
        ) : null}
      </TableCell>
      <TableCell className="w-full max-w-0 truncate max-sm:py-1.5">
        {href ? (
          <Link
            data-open
            href={href}
            className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {about}
          </Link>
        ) : (
          <span title="This run is kept no longer; its charge is.">{about}</span>
        )}
        <span className="block truncate text-muted text-xs sm:hidden">
          {USAGE_WORDS[record.kind]}
          {record.refundOf ? ", refund" : ""}
        </span>
      </TableCell>
      <TableCell className="max-w-44 truncate text-muted max-sm:hidden">{record.to ?? "–"}</TableCell>
      <TableCell className="text-right text-muted max-desk:hidden">
        {formatMoney(record.microDollars)}
      </TableCell>
      <TableCell className={cn("text-right", record.refundOf && "text-succeeded")}>
        <TokenAmount milliTokens={record.milliTokens} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-right text-muted">
        <RelativeTime at={record.at} />
      </TableCell>
    </TableRow>
  );
}

/** Keys end in `iter:<path>:<kind>`; a step outside of loops has no path. */
function stepKeyOf({ key, refundOf, stepId }: UsageRecord): string {
  const path = (refundOf ?? key).match(/:iter:(.*):[a-z_]+$/)?.[1] ?? "";
  return path ? `${stepId}@${path}` : stepId;
}
