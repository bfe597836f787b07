import { expect, test } from "vitest";
import { jain } from "@/tests/bench/jain";

test("equal shares are 1, whatever their size", () => {
  expect(jain([5, 5, 5, 5])).toBe(1);
  expect(jain([700, 700])).toBe(1);
});

test("one who has everything among n is 1/n", () => {
  expect(jain([0, 0, 8, 0])).toBe(0.25);
});

test("between them it falls with every inequality", () => {
  expect(jain([1, 2])).toBeCloseTo(0.9, 10);
  expect(jain([1, 3])).toBeCloseTo(0.8, 10);
});

test("nothing at all is no fairness", () => {
  expect(jain([0, 0])).toBeNaN();
});
