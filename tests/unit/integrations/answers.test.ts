/** How an answer from outside is read. */
import { describe, expect, test } from "vitest";
import { readBody } from "@/server/integrations/read-body";
import { retryAfterMs } from "@/server/integrations/retry-after";

const read = (body: string | Buffer, type?: string) =>
  readBody({ body: Buffer.from(body), headers: type ? { "content-type": type } : {} });

describe("body", () => {
  test.each([
    ['{"a":[1,null]}', "application/json", { a: [1, null] }],
    ['{"a":1}', "application/problem+json; charset=utf-8", { a: 1 }],
    ["[1]", undefined, [1]],
    ["plain", "text/plain", "plain"],
    ["{broken", "application/json", "{broken"],
    ["<p>5</p>", "text/html", "<p>5</p>"],
    ["5", "text/html", "5"],
    ["", "application/json", null],
  ])("%s as %s", (body, type, expected) => {
    expect(read(body, type)).toEqual(expected);
  });

  test("binary data is base64", () => {
    expect(read(Buffer.from([0xff, 0xd8, 0]), "image/jpeg")).toBe("/9gA");
  });

  test("what PostgreSQL refuses in jsonb is taken out: NUL, halves of pairs, depth", () => {
    expect(read('{"a\\u0000b":"x\\u0000y","c":["\\ud800z","\\ud83d\\ude00"]}')).toEqual({
      ab: "xy",
      c: ["\ufffdz", "😀"],
    });
    expect(read("a\u0000b", "text/plain")).toBe("ab");
    expect(read("[".repeat(5_000) + "]".repeat(5_000))).toBe("[".repeat(5_000) + "]".repeat(5_000));
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  test.each([
    ["7", 7_000],
    ["1.5", 1_500],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
