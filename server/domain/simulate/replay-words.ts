import { formatTokens } from "../usage";

/** A difference that so many events have: the words are those of compareSimulations. */
export type DifferenceCount = { difference: string; count: number };

/** “31 get SMS instead of email”, “1 fails at “Text””. */
export function differenceWords({ difference, count }: DifferenceCount): string {
  const said =
    count === 1
      ? difference.replace(VERB, (all, before = "", verb = "") => `${before}${ONE[verb] ?? all}`)
      : difference;
  return `${count.toLocaleString("en-US")} ${said}`;
}

const ONE: Record<string, string> = {
  are: "is",
  come: "comes",
  cost: "costs",
  do: "does",
  fail: "fails",
  get: "gets",
  reach: "reaches",
  wait: "waits",
};
const VERB = new RegExp(`^(no longer )?(${Object.keys(ONE).join("|")})\\b`);

/** “1,000 events: 962 the same, 31 get SMS instead of email, 7 fail; +12.4 tokens”. */
export function replayWords(replay: {
  events: number;
  same: number;
  differences: readonly DifferenceCount[];
  milliTokens: number;
}): string {
  const { events, same, differences, milliTokens } = replay;
  const many = events.toLocaleString("en-US");
  const parts = [
    `${same === events && events > 0 ? "all" : same.toLocaleString("en-US")} the same`,
    ...differences.map(differenceWords),
  ];
  const sign = milliTokens > 0 ? "+" : milliTokens < 0 ? "−" : "±";
  return `${many} ${events === 1 ? "event" : "events"}: ${parts.join(", ")}; ${sign}${formatTokens(Math.abs(milliTokens))} tokens`;
}
