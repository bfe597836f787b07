import type { SimulatedMessage } from "@/server/domain/simulate/simulation";

const SHOWN = 140;

/** The beginning of a message in one line, without its markup. */
export function excerptOf({ subject, body }: SimulatedMessage): string {
  const text = body
    .slice(0, 4_000)
    .replace(/<(style|script)\b[^>]*>.*?<\/\1>/gis, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const line = [subject, text].filter(Boolean).join(": ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1).trimEnd()}…` : line;
}
