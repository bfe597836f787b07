/** "12,400" */
export const formatNumber = (value: number, digits = 0) =>
  value.toLocaleString("en-US", { maximumFractionDigits: digits });

/** "940", "12.4k", "1.2M": show the exact one on hover. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return formatNumber(value, size < 100 ? 1 : 0);
  if (size < 999_950) return `${formatNumber(value / 1_000, 1)}k`;
  return `${formatNumber(value / 1_000_000, 1)}M`;
}

/** 0.984 → "98.4%"; never rounds a single failure up to 100 %. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent === 100 || percent === 0) return `${percent}%`;
  return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)}%`;
}

/** Micro-dollars → "$12.30"; below a cent as many places as it takes. */
export function formatMoney(microDollars: number): string {
  const dollars = microDollars / 1_000_000;
  const small = dollars !== 0 && Math.abs(dollars) < 0.01;
  return dollars.toLocaleString("en-US", {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: small ? 6 : 2,
    minimumFractionDigits: small ? 3 : 2,
  });
}
