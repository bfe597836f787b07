import { TokenAmount } from "@/components/states/token-amount";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { ShareCell } from "./share-cell";
import type { UsageOfPeriod } from "./usage-types";

/** By who made the flow, the dearest first. */
export const UsageByMember = ({ usage }: { usage: UsageOfPeriod }) => (
  <Card title="By member" description="Who made the flows that used them" flush>
    <Table label="Tokens by member" className="table-fixed">
      <TableHead>
        <tr>
          <TableHeader>Member</TableHeader>
          <TableHeader className="w-20 text-right max-sm:hidden">Runs</TableHeader>
          <TableHeader className="w-24 text-right max-sm:w-18">Tokens</TableHeader>
          <TableHeader className="w-40 text-right max-sm:w-20">Share</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {usage.members.map(({ userId, name, milliTokens, runs }) => (
          <TableRow key={userId ?? "nobody"} className="last:border-b-0">
            <TableCell className="truncate">
              {name === null ? (
                <span className="text-muted" title="Charges outside of flows, and of flows that are gone">
                  Nobody
                </span>
              ) : (
                <span className="flex min-w-0 items-center gap-2">
                  <Avatar name={name} />
                  <span className="truncate font-medium">{name}</span>
                </span>
              )}
            </TableCell>
            <TableCell className="text-right text-muted max-sm:hidden">{formatNumber(runs)}</TableCell>
            <TableCell className="text-right">
              <TokenAmount milliTokens={milliTokens} />
            </TableCell>
            <ShareCell of={name ?? "nobody"} part={milliTokens} whole={usage.usedMilliTokens} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </Card>
);
