import { TokenAmount } from "@/components/states/token-amount";
import { Card } from "@/components/ui/card";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UsageKind } from "@/server/domain/plans";
import { USAGE_WORDS } from "@/server/domain/usage";
import { RowButton } from "./row-button";
import { ShareCell } from "./share-cell";
import { kindColor } from "./usage-kinds";
import type { UsageOfPeriod } from "./usage-types";

type UsageByKindProps = { usage: UsageOfPeriod; onChoose: (kind: UsageKind) => void };

export function UsageByKind({ usage, onChoose }: UsageByKindProps) {
  return (
    <Card title="By kind" flush>
      <Table label="Tokens by kind">
        <TableHead>
          <tr>
            <TableHeader>Kind</TableHeader>
            <TableHeader className="text-right max-sm:hidden">Charges</TableHeader>
            <TableHeader className="text-right max-sm:hidden">List value</TableHeader>
            <TableHeader className="text-right">Tokens</TableHeader>
            <TableHeader className="text-right">Share</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {usage.kinds.map(({ kind, milliTokens, microDollars, records }) => (
            <TableRow key={kind} interactive>
              <TableCell>
                <RowButton label={`Show charges: ${USAGE_WORDS[kind]}`} onClick={() => onChoose(kind)}>
                  <span
                    aria-hidden
                    className="mr-2 inline-block size-2.5 rounded-[3px]"
                    style={{ background: `var(--${kindColor[kind]})` }}
                  />
                  {USAGE_WORDS[kind]}
                </RowButton>
              </TableCell>
              <TableCell className="text-right text-muted max-sm:hidden">{formatNumber(records)}</TableCell>
              <TableCell className="text-right text-muted max-sm:hidden">
                {formatMoney(microDollars)}
              </TableCell>
              <TableCell className="text-right">
                <TokenAmount milliTokens={milliTokens} />
              </TableCell>
              <ShareCell of={USAGE_WORDS[kind]} part={milliTokens} whole={usage.usedMilliTokens} />
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
