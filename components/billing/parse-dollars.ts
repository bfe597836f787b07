/** "99", "1,250.50", "$20" → micro-dollars; null for what is no amount, or none that a cap can be. */
export function parseDollars(text: string): number | null {
  const plain = text
    .trim()
    .replace(/^\$\s*/, "")
    .replaceAll(",", "");
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = "0", cents = ""] = plain.split(".");
  const amount = (Number(whole) * 100 + Number(cents.padEnd(2, "0"))) * 10_000;
  return amount > 0 ? amount : null;
}
