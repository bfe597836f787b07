import { expect, test } from "vitest";
import { readOptions } from "@/tests/bench/options";

const NAMES = ["accept", "two"];

test("without options: everything, for a minute a phase, on both disks", () => {
  expect(readOptions([], NAMES)).toEqual({
    seconds: 60,
    only: [],
    disks: ["own", "emulated"],
    sleepers: 100_000,
    ledger: 5_000_000,
    profile: false,
    json: null,
    report: [],
    into: null,
  });
});

test("what is given is taken", () => {
  const options = readOptions(
    ["--seconds", "5", "--only", "accept,two", "--disk", "emulated", "--profile"],
    NAMES,
  );
  expect(options).toMatchObject({ seconds: 5, only: NAMES, disks: ["emulated"], profile: true });
});

test("what cannot be meant is refused with the way out", () => {
  expect(() => readOptions(["--only", "acept"], NAMES)).toThrow(
    "There is no phase acept. There are accept, two.",
  );
  expect(() => readOptions(["--seconds", "1.5"], NAMES)).toThrow("--seconds is a whole number from 2 on");
  expect(() => readOptions(["--disk", "slow"], NAMES)).toThrow("--disk is own, emulated or both, not slow.");
});
