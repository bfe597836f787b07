import { useId } from "react";
import { tokensInWords } from "@/components/dry-run/token-words";
import { TokenAmount } from "@/components/states/token-amount";
import { formatNumber } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";
import { PRICES, type UsageKind } from "@/server/domain/plans";
import { countAt, MOST_COUNTED, placeOf } from "./estimate";

type EstimateRowProps = {
  kind: UsageKind;
  label: string;
  /** Where the slider ends. */
  most: number;
  count: number;
  onChange: (count: number) => void;
};

/** One thing that is counted: aimed at with a slider, or typed. */
export function EstimateRow({ kind, label, most, count, onChange }: EstimateRowProps) {
  const id = useId();
  const { milliTokens } = PRICES[kind];
  const type = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, 9);
    onChange(Math.min(MOST_COUNTED, Number(digits)));
  };
  return (
    <div className="grid grid-cols-[1fr_7rem] items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[13rem_1fr_7rem_6rem]">
      <label htmlFor={id} className="text-base">
        <span className="font-medium">{label}</span>
        <span className="block text-muted text-sm">{tokensInWords(milliTokens)} each</span>
      </label>
      <Slider
        aria-label={`${label}, aimed at`}
        aria-valuetext={formatNumber(count)}
        value={placeOf(count, most)}
        onChange={(event) => onChange(countAt(Number(event.target.value), most))}
        className="max-sm:col-span-2 max-sm:row-start-2"
      />
      <Input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={formatNumber(count)}
        onChange={(event) => type(event.target.value)}
        className="text-right tabular-nums"
      />
      <span className="text-right text-base text-muted tabular-nums max-sm:hidden">
        <TokenAmount milliTokens={count * milliTokens} />
      </span>
    </div>
  );
}
