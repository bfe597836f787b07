/** What an input is when it is left out, in words; "" when that is nothing. */
export function fallbackWords(fallback: unknown): string {
  if (fallback === undefined || fallback === null || fallback === "") return "";
  if (typeof fallback === "boolean") return fallback ? "yes" : "no";
  if (typeof fallback !== "object") return String(fallback);
  return Object.keys(fallback).length === 0 ? "" : JSON.stringify(fallback);
}
