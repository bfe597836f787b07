import { formatMoney } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { PRICES, type UsageKind } from "@/server/domain/plans";
import { formatTokens } from "@/server/domain/usage";
import { estimateKinds } from "./estimate";

/** The price of each thing that is counted. */
export const PriceList = () => (
  <Table label="Prices" className="text-base">
    <TableHead className="text-sm">
      <tr>
        <TableHeader>What is counted</TableHeader>
        <TableHeader className="text-right">Tokens</TableHeader>
        <TableHeader className="text-right">List value</TableHeader>
      </tr>
    </TableHead>
    <TableBody>
      {estimateKinds.map((kind) => (
        <TableRow key={kind} className="h-11 last:border-b-0">
          <TableCell>{WORDS[kind]}</TableCell>
          <TableCell className="text-right tabular-nums">{formatTokens(PRICES[kind].milliTokens)}</TableCell>
          <TableCell className="text-right text-muted tabular-nums">
            {formatMoney(PRICES[kind].microDollars)}
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const WORDS: Record<UsageKind, string> = {
  workflow_execution: "A run of a flow",
  email_sent: "An email",
  sms_sent: "An SMS",
  call_minute: "A minute of a call, begun",
  ai_transcription: "A call transcribed by AI",
};
