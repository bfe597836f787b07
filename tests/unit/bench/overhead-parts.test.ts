import { expect, test } from "vitest";
import { overheadParts } from "@/tests/bench/overhead-parts";

const turn = {
  trace: "turn" as const,
  runId: "r1",
  begunAt: 1010,
  endedAt: 1030,
  lease: 2,
  load: 1,
  decide: 1,
  record: 6,
  call: 8,
};

test("a run's time is split, and its parts come from the right clocks", () => {
  const parts = overheadParts(
    [{ eventId: "e1", runId: "r1", sentAt: 1000, answeredAt: 1007 }],
    { commits: new Map([["e1", 1006]]), turns: new Map([["r1", [turn]]]) },
    2,
  );
  expect(parts).toEqual({
    accept: [7],
    queue: [4],
    advance: [6],
    lease: [2],
    record: [6],
    call: [8],
    run: [30],
    step: [15],
  });
});

test("several turns of one run count together, in whatever order they were told", () => {
  const later = { ...turn, begunAt: 1100, endedAt: 1130 };
  const parts = overheadParts(
    [{ eventId: "e1", runId: "r1", sentAt: 1000, answeredAt: 1007 }],
    { commits: new Map([["e1", 1006]]), turns: new Map([["r1", [later, turn]]]) },
    2,
  );
  expect(parts.queue).toEqual([4]);
  expect(parts.record).toEqual([12]);
  expect(parts.advance).toEqual([22]);
  expect(parts.run).toEqual([130]);
});

test("a run of which a trace is missing is left out of all parts", () => {
  const parts = overheadParts(
    [{ eventId: "e1", runId: "r1", sentAt: 1000, answeredAt: 1007 }],
    { commits: new Map(), turns: new Map([["r1", [turn]]]) },
    2,
  );
  expect(Object.values(parts).every((values) => values.length === 0)).toBe(true);
});
