import { formatCompact, formatNumber } from "@/components/ui/format-number";

/** Tokens from thousandths: "0.5", "12.4k"; the exact number on hover. */
export function TokenAmount({
  milliTokens,
  unit,
  title,
  className,
}: {
  milliTokens: number;
  unit?: boolean;
  /** Said on hover instead of the exact number. */
  title?: string;
  className?: string;
}) {
  const tokens = milliTokens / 1000;
  const exact = formatNumber(tokens, 3);
  const text = tokens !== 0 && Math.abs(tokens) < 100 ? exact : formatCompact(tokens);
  const word = unit ? (tokens === 1 ? " token" : " tokens") : "";
  return (
    <span title={title ?? `${exact} tokens`} className={className}>
      {text}
      {word}
    </span>
  );
}
