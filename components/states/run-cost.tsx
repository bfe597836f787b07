import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { TokenAmount } from "./token-amount";

type RunCostProps = {
  run: { milliTokens: number; microDollars: number };
  unit?: boolean;
  className?: string;
};

/** What a run was charged in tokens; on hover the exact number and its list value, which is no part of the bill. */
export function RunCost({ run: { milliTokens, microDollars }, unit, className }: RunCostProps) {
  const value = microDollars > 0 ? `, list value ${formatMoney(microDollars)}` : "";
  return (
    <TokenAmount
      milliTokens={milliTokens}
      unit={unit}
      title={`${formatNumber(milliTokens / 1000, 3)} tokens${value}`}
      className={className}
    />
  );
}
