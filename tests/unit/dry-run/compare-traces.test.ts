import { describe, expect, test } from "vitest";
import { compareTraces } from "@/components/dry-run/compare-traces";
import { entry, simulation } from "./simulated";

const sms = { channel: "sms", to: "+491", body: "Hi", purpose: "marketing" } as const;

describe("two traces of one event", () => {
  test("that are the same differ nowhere", () => {
    const trace = [entry("check", { outlet: "true" }), entry("text", { message: sms })];
    const pairs = compareTraces(simulation(trace), simulation(trace));
    expect(pairs.map(({ stepId, differences }) => [stepId, differences])).toEqual([
      ["check", []],
      ["text", []],
    ]);
  });

  test("say what each side alone came to, where it stood", () => {
    const pairs = compareTraces(
      simulation([entry("start"), entry("mail"), entry("finish")]),
      simulation([entry("start"), entry("text"), entry("finish")]),
    );
    expect(pairs.map(({ stepId, differences }) => `${stepId} ${differences.join()}`)).toEqual([
      "start ",
      "text only draft",
      "mail only published",
      "finish ",
    ]);
  });

  test("compare the last word on a step: outcome, way, message, time, price", () => {
    const [pair] = compareTraces(
      simulation([entry("text", { status: "retrying" }), entry("text", { message: sms, outlet: "success" })]),
      simulation([
        entry("text", {
          ...{ status: "failed", outlet: "error", at: new Date(5), milliTokens: 1_000 },
          message: { ...sms, body: "Hello" },
        }),
      ]),
    );
    expect(pair?.differences).toEqual(["outcome", "way", "message", "time", "tokens"]);
  });

  test("leave out what neither came to", () => {
    const skipped = simulation([entry("text", { status: "skipped" })]);
    expect(compareTraces(skipped, skipped)).toEqual([]);
  });
});
