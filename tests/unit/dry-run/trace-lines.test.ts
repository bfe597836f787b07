import { describe, expect, test } from "vitest";
import { clockChanges, clockWords } from "@/components/dry-run/clock-changes";
import { excerptOf } from "@/components/dry-run/message-excerpt";
import { summaryWords } from "@/components/dry-run/simulation-words";
import { traceDays } from "@/components/dry-run/trace-days";
import { traceLines } from "@/components/dry-run/trace-lines";
import { traceMarks } from "@/components/dry-run/trace-marks";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { entry, simulation } from "./simulated";

const definition = flowDefinitionSchema.parse({
  trigger: { type: "manual" },
  steps: [
    { id: "pause", type: "delay", for: { value: 2, unit: "days" } },
    { id: "text", type: "action", name: "Send a text", action_id: "send_sms" },
    { id: "call", type: "action", name: "Call", action_id: "make_call" },
    { ...{ id: "each", type: "for_each", items: "{{items}}", body: "line" }, on_success: "end" },
    { id: "line", type: "action", action_id: "log", on_success: "each" },
  ],
});

/** Clocks in Berlin go back on 25 October 2026 at 03:00. */
const at = new Date("2026-10-24T20:00:00Z");
const zone = "Europe/Berlin";
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);

const trace = [
  entry("pause", { at, status: "waiting", wakeAt: later(48) }),
  entry("pause", { at: later(48), outlet: "success" }),
  entry("text", {
    ...{ at: later(48), status: "waiting", wakeAt: later(58) },
    gate: { verdict: "hold", rule: "quiet_hours", detail: "Held until 07:00 in Berlin (quiet hours)" },
  }),
  entry("text", {
    ...{ at: later(58), milliTokens: 1_000, outlet: "success" },
    gate: { verdict: "send", rule: "clear", detail: "Nothing stood against it" },
    message: { channel: "sms", to: "+491", body: "<p>Hello</p> you", purpose: "marketing" },
  }),
  entry("call", { at: later(58), status: "skipped" }),
  entry("each", { at: later(58), status: "skipped" }),
  entry("line", { at: later(59), path: "2", outlet: "success" }),
];
const told = simulation(trace, {
  end: { outcome: "completed", reason: null, at: later(59) },
  happened: [{ at: later(48), kind: "event", words: "The contact replies" }],
});
const lines = traceLines({ definition, simulation: told, eventType: "manual.started", at, zone });
const said = lines.map((line) =>
  line.kind === "step" ? [line.title, line.item, line.detail].filter(Boolean).join(" | ") : line.kind,
);

describe("lines of a dry run", () => {
  test("are the event, the steps as they begin and wait, what happened, the clock and the end, in order of time", () => {
    expect(said).toEqual([
      "start",
      "Wait | waits until Mon 26 Oct, 21:00",
      "clock",
      "happened",
      "Send a text | held until 07:00 in Berlin (quiet hours)",
      "Send a text | to +491: Hello you",
      "skipped",
      "Log | item 3",
      "end",
    ]);
  });

  test("tell steps that are left out at one moment together", () => {
    expect(lines.find(({ kind }) => kind === "skipped")).toMatchObject({
      steps: [{ title: "Call" }, { title: "Repeat for each" }],
    });
  });

  test("fall on days by the contact's clock", () => {
    const days = traceDays(lines, at, zone);
    expect(days.map(({ title, number }) => `${title} ${number}`)).toEqual([
      "Sat 24 Oct 1",
      "Sun 25 Oct 2",
      "Mon 26 Oct 3",
      "Tue 27 Oct 4",
    ]);
  });

  test("are summed up in a sentence", () => {
    expect(summaryWords(told, at)).toBe("Completed after 2 d 11 h, 1 message");
  });
});

describe("changes of the clock", () => {
  test("are found to the moment, in both directions", () => {
    const [spring, autumn] = clockChanges(
      "America/New_York",
      new Date("2026-01-01T00:00:00Z"),
      new Date("2026-12-31T00:00:00Z"),
    );
    expect(spring).toEqual({ at: new Date("2026-03-08T07:00:00Z"), minutes: 60 });
    expect(autumn).toEqual({ at: new Date("2026-11-01T06:00:00Z"), minutes: -60 });
    expect(spring && clockWords(spring)).toBe("Clocks go forward 1 h");
  });

  test("are none where the clock never changes", () => {
    expect(clockChanges("UTC", at, later(8_000))).toEqual([]);
  });
});

describe("marks on the canvas", () => {
  const marks = traceMarks(trace, definition);

  test("a step that waited and then went is one mark, from its first moment to its last", () => {
    expect(marks.get("pause")).toMatchObject({
      ...{ status: "succeeded", startedAt: at, finishedAt: later(48), outlets: ["success"] },
    });
    expect(marks.get("text")).toMatchObject({ milliTokens: 1_000, iterations: 1 });
  });

  test("a step that was left out took no way", () => {
    expect(marks.get("call")).toMatchObject({ status: "skipped", outlets: [] });
  });

  test("a loop that ran took the way to its items, and items are counted", () => {
    const looped = traceMarks(
      [
        entry("each", { at, status: "waiting" }),
        entry("line", { at, path: "0", outlet: "success" }),
        entry("line", { at, path: "1", status: "failed" }),
        entry("each", { at, outlet: "success" }),
      ],
      definition,
    );
    expect(looped.get("each")?.outlets).toEqual(["body", "success"]);
    expect(looped.get("line")).toMatchObject({ status: "failed", iterations: 2 });
  });
});

test("a message begins with its subject, and shows no markup", () => {
  const body = "<style>p { color: red }</style><p>Hello <b>John</b></p>";
  expect(excerptOf({ channel: "email", to: "a@b.c", subject: "Welcome", body, purpose: "marketing" })).toBe(
    "Welcome: Hello John",
  );
});
