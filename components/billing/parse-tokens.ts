/** "1,250", "0.5" → milli-tokens; null for what is no amount of tokens. */
export function parseTokens(text: string): number | null {
  const plain = text.trim().replaceAll(",", "");
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(plain)) return null;
  const [whole = "0", rest = ""] = plain.split(".");
  const milliTokens = Number(whole) * 1000 + Number(rest.padEnd(3, "0"));
  return milliTokens > 0 ? milliTokens : null;
}
