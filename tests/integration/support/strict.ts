import { beforeEach, expect, vi } from "vitest";

/** What a person would see as an error in the console fails the test in which it appears. */
beforeEach(() => {
  const errors = vi.spyOn(console, "error");
  return () => {
    const calls = [...errors.mock.calls];
    errors.mockRestore();
    expect(calls, "console.error was called").toEqual([]);
  };
});
