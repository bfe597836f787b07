import { expect, test } from "vitest";
import { outlineRows } from "@/components/flow-builder/outline-rows";
import { outlineStretches } from "@/components/flow-builder/outline-stretches";
import { flow } from "../../fixtures/flow-drawing";

const rowsOf = (steps: number) =>
  outlineRows(
    flow(`trigger -> ${Array.from({ length: steps }, (_, index) => `a${index}`).join(" -> ")}`),
    new Set(),
  );

test("a short outline is drawn as one, a long one in stretches that leave no row out", () => {
  const short = rowsOf(50);
  expect(outlineStretches(short)).toEqual([{ rows: short, height: 0 }]);

  const long = rowsOf(490);
  const stretches = outlineStretches(long);
  expect(stretches.length).toBeGreaterThan(10);
  expect(stretches.flatMap(({ rows }) => rows)).toEqual(long);
  for (const { rows, height } of stretches) {
    expect(rows.length).toBeLessThanOrEqual(40);
    expect(height).toBeGreaterThan(rows.length * 30);
  }
});
