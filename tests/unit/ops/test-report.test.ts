import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPlaywright, readVitest } from "@/server/ops/cli/test-report";

const folder = mkdtempSync(join(tmpdir(), "baton-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = join(folder, "report.json");
const told = (value: unknown) => writeFileSync(report, JSON.stringify(value));

test("vitest: tests and files that failed are named, with the beginning of what they say", () => {
  const file = (name: string, status: string, assertionResults: unknown[], message = "") => ({
    name: join(process.cwd(), name),
    status,
    message,
    assertionResults,
  });
  const long = Array.from({ length: 40 }, (_, line) => `\u001b[31mline ${line}\u001b[39m`).join("\n");
  told({
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      file("tests/a.test.ts", "failed", [
        { status: "passed", fullName: "holds" },
        { status: "failed", fullName: "does not hold", failureMessages: [long] },
      ]),
      file("tests/b.test.ts", "failed", [], "Cannot find module"),
      file("tests/c.test.ts", "passed", []),
    ],
  });

  const { passed, failed, failures } = readVitest(report, 1);

  expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
  expect(failures).toHaveLength(2);
  expect(failures[0]?.split("\n").slice(0, 2)).toEqual(["✗ tests/a.test.ts › does not hold", "    line 0"]);
  expect(failures[0]?.split("\n")).toHaveLength(16);
  expect(failures[1]).toBe("✗ tests/b.test.ts\n    Cannot find module");
});

test("Playwright: what failed is named wherever it stands, and a second try does not save it", () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    file: "tests/e2e/a.spec.ts",
    title,
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }] }],
  });
  told({
    stats: { expected: 1, unexpected: 1, flaky: 1 },
    errors: [],
    suites: [
      {
        specs: [spec("holds", "expected")],
        suites: [{ specs: [spec("does not", "unexpected", "no button")] }],
      },
      { specs: [spec("holds at last", "flaky", "too late")] },
    ],
  });

  expect(readPlaywright(report, 1)).toEqual({
    passed: 1,
    failed: 2,
    failures: [
      "✗ tests/e2e/a.spec.ts › does not\n    no button",
      "✗ tests/e2e/a.spec.ts › holds at last\n    too late",
    ],
  });
});

test("a run that leaves no report has failed", () => {
  rmSync(report, { force: true });

  expect(readVitest(report, 1)).toEqual({ passed: 0, failed: 1, failures: [] });
});
