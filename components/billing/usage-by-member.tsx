import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { UsageCells, UsageHeaders } from "./usage-cells";
import type { UsageOfPeriod } from "./usage-types";

/** By who made the flow, the dearest first. */
export const UsageByMember = ({ usage }: { usage: UsageOfPeriod }) => (
  <Card title="By member" description="Who made the flows that used them" flush>
    <Table label="Tokens by member" className="table-fixed">
      <TableHead>
        <tr>
          <TableHeader>Member</TableHeader>
          <UsageHeaders />
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
            <UsageCells
              of={name ?? "nobody"}
              runs={runs}
              milliTokens={milliTokens}
              whole={usage.usedMilliTokens}
            />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </Card>
);
