/** An amount in words; small ones are shown with all their decimals. */
export function moneyOf(cents: string | number, currency: string): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency, maximumFractionDigits: 14 }).format(
    Number(cents) / 100,
  );
}
