import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases } from "./cases";
import { arranged, expectation } from "./support/case";
import { embeddedRunner, type Runner } from "./support/embedded-runner";

let runner: Runner;

beforeAll(async () => {
  runner = await embeddedRunner(cases);
});
afterAll(() => runner.stop());

describe("the embedded executor", () => {
  for (const played of cases)
    test(played.name, async () => {
      expect(arranged(played.lines, await runner.play(played))).toEqual(expectation(played));
    });
});
