import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { JSONReport, JSONReportSuite } from "@playwright/test/reporter";
import type { JsonTestResults } from "vitest/reporters";

/** `failures` say what broke, in a few lines each: whoever has only the end of the output needs no more. */
export type Tally = { passed: number; failed: number; failures: string[] };

const MESSAGE_LINES = 15;

/** What vitest's JSON report says. A file that cannot be imported fails without failing a test. */
export function readVitest(path: string, code: number): Tally {
  const report = readReport<JsonTestResults>(path);
  const failures = (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => failure(`${file} › ${test.fullName}`, test.failureMessages ?? []));
    return status === "failed" && !tests.length ? [failure(file, [message])] : tests;
  });
  return tally(report?.numPassedTests, report?.numFailedTests, code, failures);
}

/** What Playwright's says. A test that passes at its second try is broken, too. */
export function readPlaywright(path: string, code: number): Tally {
  const report = readReport<JSONReport>(path);
  const failures = [
    ...(report?.errors ?? []).map(({ message }) => failure("the run", [message ?? ""])),
    ...(report?.suites ?? []).flatMap(failedSpecs),
  ];
  const { expected, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return tally(expected, unexpected + flaky, code, failures);
}

function failedSpecs({ specs, suites = [] }: JSONReportSuite): string[] {
  const failed = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => failure(`${file} › ${title}`, results.flatMap(errorsOf))),
  );
  return [...failed, ...suites.flatMap(failedSpecs)];
}

const errorsOf = ({ errors }: { errors: { message: string }[] }): string[] =>
  errors.map(({ message }) => message);

const failure = (name: string, messages: string[]): string =>
  [`✗ ${name}`, ...messages.flatMap(firstLines)].join("\n");

const firstLines = (message: string): string[] =>
  stripVTControlCharacters(message)
    .split("\n")
    .slice(0, MESSAGE_LINES)
    .map((line) => `    ${line}`);

const tally = (passed = 0, failed = 0, code: number, failures: string[]): Tally => ({
  passed,
  failed: failed || (code === 0 ? 0 : 1),
  failures,
});

function readReport<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
