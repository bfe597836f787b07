import { expect, test } from "vitest";
import { countAt, estimate, estimateKinds, placeOf } from "@/components/landing/estimate";
import { PRICES } from "@/server/domain/plans";

test("a month is what the meter would count", () => {
  const counts = { workflow_execution: 3, email_sent: 1, sms_sent: 2, call_minute: 1, ai_transcription: 1 };
  expect(estimate(counts)).toBe(3 * 500 + 100 + 2 * 1_000 + 10_000 + 5_000);
});

test("everything that has a price can be set", () => {
  expect([...estimateKinds].sort()).toEqual(Object.keys(PRICES).sort());
});

test("a slider goes from nothing to its end, upwards all the way", () => {
  const counts = Array.from({ length: 101 }, (_, place) => countAt(place, 200_000));
  expect(counts.at(0)).toBe(0);
  expect(counts.at(1)).toBe(1);
  expect(counts.at(-1)).toBe(200_000);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
});

test("what was typed has a place, and that place is near it", () => {
  expect(placeOf(0, 1_000_000)).toBe(0);
  expect(placeOf(5_000_000, 1_000_000)).toBe(100);
  for (const count of [1, 7, 40, 300, 2_500, 80_000, 900_000]) {
    const near = countAt(placeOf(count, 1_000_000), 1_000_000);
    expect(near / count).toBeGreaterThan(0.8);
    expect(near / count).toBeLessThan(1.25);
  }
});
