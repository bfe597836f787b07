import { expect, test } from "vitest";
import { endWords, holdSentence } from "@/server/domain/run-words";

test("why a run is held: the places of its flow by their number", () => {
  expect(holdSentence("concurrency", 5)).toMatch(/^Waits for one of 5 places of this flow/);
  expect(holdSentence("concurrency", 1)).toMatch(/^Waits for the one place of this flow/);
  expect(holdSentence("concurrency")).toMatch(/its turn/);
  expect(holdSentence("out_of_tokens", 5)).toMatch(/^Out of tokens/);
  expect(holdSentence(null)).toMatch(/goes on by itself/);
});

test.each([
  ["completed", "exited: order.created", "left the flow: the contact ordered"],
  ["completed", "condition_not_met", "condition not met"],
  ["cancelled", "parent_ended", "with the run that waited for it"],
  ["cancelled", "cancelled", null],
  ["completed", null, null],
] as const)("a run that is %s (%s) says: %s", (status, reason, words) => {
  expect(endWords(status, reason)).toBe(words);
});
