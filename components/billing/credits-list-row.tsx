import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { formatDate } from "@/components/ui/format-time";
import { TableCell, TableRow } from "@/components/ui/table";
import { USAGE_WORDS } from "@/server/domain/usage";
import type { CreditItem } from "./credit-types";

type Grant = Extract<CreditItem, { kind: "grant" }>;
type Refund = Extract<CreditItem, { kind: "refund" }>;

export function CreditsListRow({ item }: { item: CreditItem }) {
  const { timezone: timeZone } = useWorkspace();
  return (
    <TableRow className="last:border-b-0">
      <TableCell className="w-24 align-top">
        {item.kind === "refund" ? <Badge tone="green">Refund</Badge> : <Badge>Credit</Badge>}
      </TableCell>
      <TableCell className="w-full max-w-0 whitespace-normal break-words">
        {item.reason}
        <span className="block text-muted text-xs">
          {item.kind === "grant" ? <Uses grant={item} /> : <Charge refund={item} />}
        </span>
      </TableCell>
      <TableCell className="text-right align-top tabular-nums">
        <TokenAmount milliTokens={item.milliTokens} />
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-sm:hidden">
        {item.kind === "grant" ? <TokenAmount milliTokens={item.leftMilliTokens} /> : null}
      </TableCell>
      <TableCell className="whitespace-nowrap align-top text-muted max-sm:hidden">
        {item.kind === "grant" ? expiryWords(item, timeZone) : null}
      </TableCell>
      <TableCell
        className="whitespace-nowrap text-right align-top text-muted max-desk:hidden"
        title={`By ${item.by}`}
      >
        {formatDate(item.at, { timeZone })}
      </TableCell>
    </TableRow>
  );
}

function expiryWords({ expiresAt, expired }: Grant, timeZone: string): string {
  if (!expiresAt) return "Never";
  // Of a day at whose end it expires: that day.
  const day = formatDate(new Date(expiresAt.getTime() - 1), { timeZone });
  return expired ? `Expired ${day}` : day;
}

/** What each period used of it. */
function Uses({ grant }: { grant: Grant }) {
  if (grant.uses.length === 0) return "Nothing used of it";
  return grant.uses.map(({ period, milliTokens, current }, place) => (
    <span key={`${period} ${String(current)}`}>
      {place > 0 ? ", " : ""}
      <TokenAmount milliTokens={milliTokens} unit /> used{" "}
      {current ? "in this period so far" : inPeriod(period)}
    </span>
  ));
}

const inPeriod = (period: string) =>
  period === "trial"
    ? "in the trial"
    : `in the period of ${formatDate(new Date(period), { timeZone: "UTC" })}`;

function Charge({ refund }: { refund: Refund }) {
  const { slug } = useWorkspace();
  const { runId, kind } = refund.charge;
  return (
    <>
      {USAGE_WORDS[kind]}
      {refund.flowName ? ` of ${refund.flowName}` : ""}
      {runId ? (
        <>
          {", "}
          <Link href={`/w/${slug}/runs/${runId}`} className="underline underline-offset-4">
            its run
          </Link>
        </>
      ) : null}
    </>
  );
}
