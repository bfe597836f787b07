import { expect, test } from "vitest";
import type { Condition } from "@/server/domain/condition";
import { asksForRun, exitMet } from "@/server/domain/exit-met";

const at = new Date("2026-03-10T17:00:00Z");
const met = (
  filter: Condition | undefined,
  payload: Record<string, unknown>,
  run: Record<string, unknown> = {},
) =>
  exitMet(
    [{ event_types: ["order_created"], ...(filter && { filter }) }],
    { type: "order.created", payload },
    { payload: run },
    at,
  );
const same: Condition = { field: "order_id", operator: "equals", value: "{{run.trigger.order_id}}" };

test("an event of the kind ends a run, one of another kind does not", () => {
  expect(met(undefined, {})).toBe(true);
  expect(
    exitMet([{ event_types: ["quote.sent"] }], { type: "order.created", payload: {} }, { payload: {} }, at),
  ).toBe(false);
});

test("a filter looks at what the event brings", () => {
  const large: Condition = { field: "total", operator: "gt", value: 10 };
  expect(met(large, { total: 20 })).toBe(true);
  expect(met(large, { total: 5 }, { total: 20 })).toBe(false);
});

test("a filter may compare it with what the run was started with", () => {
  expect(met(same, { order_id: "a" }, { order_id: "a" })).toBe(true);
  expect(met(same, { order_id: "b" }, { order_id: "a" })).toBe(false);
  // Neither says which one it is about.
  expect(met(same, {}, {})).toBe(true);
  expect(
    met({ or: [{ field: "total", operator: "gt", value: 10 }, same] }, { order_id: "b" }, { order_id: "a" }),
  ).toBe(false);
});

test("an event's own “run” is its own where the filter does not ask for ours", () => {
  const own: Condition = { field: "run.id", operator: "equals", value: "7" };
  expect(asksForRun(own)).toBe(false);
  expect(met(own, { run: { id: "7" } })).toBe(true);
  expect(asksForRun({ and: [own, same] })).toBe(true);
});
