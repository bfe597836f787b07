import { expect, test } from "vitest";
import { percentile } from "@/tests/bench/percentile";

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

test("the value that so many per cent are not above", () => {
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([3, 1, 2], 50)).toBe(2);
  expect(percentile([7], 99)).toBe(7);
});

test("numbers are compared as numbers, and the list stays as it was", () => {
  const values = [10, 9, 100];
  expect(percentile(values, 100)).toBe(100);
  expect(values).toEqual([10, 9, 100]);
});

test("of nothing there is none", () => {
  expect(percentile([], 50)).toBeNaN();
});
