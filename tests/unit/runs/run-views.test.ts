import { describe, expect, test } from "vitest";
import { rangeOf } from "@/components/runs/run-filters";
import type { RunStep } from "@/components/runs/run-types";
import { stepMarks } from "@/components/runs/step-marks";
import { timelineRows } from "@/components/runs/timeline-rows";
import { flow } from "../../fixtures/flow-drawing";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

const ran = (stepId: string, change: Partial<RunStep> = {}): RunStep => ({
  stepId,
  path: "",
  status: "succeeded",
  stepType: "action",
  actionType: "log",
  attempt: 1,
  outlet: "success",
  input: null,
  output: null,
  inputOmitted: false,
  inputGone: false,
  outputGone: false,
  outputOmitted: false,
  error: null,
  attempts: [],
  wakeAt: null,
  milliTokens: 0,
  tokenNote: null,
  runSeq: 1,
  startedAt: at(1),
  finishedAt: at(2),
  ...change,
});

describe("marks on the canvas", () => {
  test("a step in a loop has one mark that says what asks for attention first", () => {
    const inLoops = {
      ...{
        stepId: "item",
        iterations: 3,
        statuses: ["failed" as const, "running" as const, "succeeded" as const],
      },
      ...{ outlets: ["error", "success"], startedAt: at(1), finishedAt: null, wakeAt: null },
      ...{ milliTokens: 150, attempt: 1 },
    };
    const mark = stepMarks([ran("each", { status: "waiting", outlet: null })], [inLoops]).get("item");
    expect(mark).toMatchObject({ status: "running", iterations: 3, milliTokens: 150, finishedAt: null });
    // A handler may run in loops and outside of them.
    const both = stepMarks([ran("item", { outlet: "success", milliTokens: 5 })], [inLoops]).get("item");
    expect(both).toMatchObject({ status: "running", iterations: 4, milliTokens: 155 });
    expect(mark?.outlets).toEqual(["error", "success"]);
  });

  test("what did not change keeps its identity", () => {
    const before = stepMarks([ran("a"), ran("b", { status: "running", outlet: null, finishedAt: null })]);
    const after = stepMarks([ran("a"), ran("b")], [], before);
    expect(after.get("a")).toBe(before.get("a"));
    expect(after.get("b")).not.toBe(before.get("b"));
  });
});

describe("timeline", () => {
  const definition = flow(
    "trigger -> if -yes-> sms -error-> !log -> end; sms -> mail -> end; if -no-> task -> end",
  );

  test("is in the order in which steps began, with their words", () => {
    const rows = timelineRows(definition, [
      ran("sms", { startedAt: at(5), runSeq: 3 }),
      ran("if", { outlet: "true", runSeq: 2 }),
    ]);
    expect(rows.map(({ key, wayOut }) => [key, wayOut])).toEqual([
      ["if", "yes"],
      ["sms", null],
    ]);
  });

  test("a skipped step says why", () => {
    const rows = timelineRows(definition, [
      ran("if", { outlet: "true", runSeq: 1 }),
      ran("task", { status: "skipped", outlet: null, runSeq: 2, startedAt: at(2) }),
      ran("sms", { runSeq: 3, startedAt: at(3) }),
      ran("log", { status: "skipped", outlet: null, runSeq: 4, startedAt: at(4) }),
    ]);
    const reasonOf = (key: string) => rows.find((row) => row.key === key)?.reason;
    expect(reasonOf("task")).toMatch(/^“.+” went yes$/);
    expect(reasonOf("log")).toMatch(/^“.+” did not fail$/);
    expect(reasonOf("sms")).toBeNull();
  });

  test("a run without a flow shows its action", () => {
    const [row] = timelineRows(null, [ran("run", { actionType: "send_email" })]);
    expect(row?.title).toBe("Send email");
  });
});

test("dates of the filter: a period counts back from the minute, days are whole", () => {
  const none = { period: null, from: null, to: null };
  expect(rangeOf(none, 0)).toEqual({});
  expect(rangeOf({ ...none, period: "1h" }, at(30).getTime())).toEqual({
    since: new Date(at(0).getTime() - 3_600_000),
  });
  const { since, until } = rangeOf({ ...none, from: "2026-03-01", to: "2026-03-01" }, 0);
  expect(until && since && until.getTime() - since.getTime()).toBe(86_400_000);
});
