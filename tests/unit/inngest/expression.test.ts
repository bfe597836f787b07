import { describe, expect, test } from "vitest";
import { bindEvent, holds, parseExpression, parseOperand, scalarOf } from "@/inngest/executor/expression";
import { eventKeys, fileWait } from "@/inngest/executor/match-key";

const event = {
  name: "go",
  data: { id: 7, who: "ann", vip: true, none: null, list: ["a", "b"], deep: { er: 1 }, "odd key": "x" },
};

describe("expressions", () => {
  test.each([
    ["event.data.id == 7", true],
    ["event.data.id == '7'", false],
    ['event.data.id == 7.0 && event.data.who == "ann"', true],
    ["(event.data.id == 7) && (event.data.vip == true && event.name == 'go')", true],
    ["event.data.none == null", true],
    ["event.data.list[1] == 'b'", true],
    ['event.data["odd key"] == "x"', true],
    ["event.data.deep.er == -1", false],
    ["event.data.absent == null", false],
    ["event.data.absent == event.data.missing", false],
    ["event.data.deep == event.data.deep", false],
    ["event.data.constructor == event.data.constructor", false],
    ["'it\\'s' == 'it\\'s'", true],
  ])("%s", (text, expected) => expect(holds(parseExpression(text), { event })).toBe(expected));

  test.each([
    "",
    "event.data.id",
    "event.data.id > 3",
    "a == b",
    "event.data.id == 1 || event.data.id == 2",
    "event.data.id == ",
    "event. == 1",
    "size(event.data.id) == 1",
    "event.data.id == 1 )",
  ])("“%s” is refused", (text) => expect(() => parseExpression(text)).toThrow("cannot read the expression"));

  test("a single path or literal", () => {
    expect(scalarOf(parseOperand("event.data.who"), { event })).toBe("ann");
    expect(scalarOf(parseOperand("'fixed'"), {})).toBe("fixed");
    expect(() => parseOperand("event.data.a == 1")).toThrow();
  });
});

describe("waits", () => {
  const filed = (text: string) => {
    const bound = bindEvent(parseExpression(text), event);
    return bound && fileWait(bound);
  };

  test("are filed under an equality of a top-level field, and an event is found there", () => {
    expect(filed("async.data.id == event.data.id")).toEqual({ key: "id=7", rest: [] });
    expect(filed("'ann' == async.data.who && async.data.n == 3")).toMatchObject({
      key: 'who="ann"',
      rest: [[{}, { literal: 3 }]],
    });
    expect(eventKeys(event)).toEqual(["", "id=7", 'who="ann"', "vip=true", "none=null", 'odd key="x"']);
  });

  test("without such an equality are filed under the empty key", () => {
    expect(filed("async.data.deep.er == 1")?.key).toBe("");
    expect(filed(`async.data.who == '${"x".repeat(300)}'`)?.key).toBe("");
    expect(eventKeys({ data: null })).toEqual([""]);
  });

  test("for a value that the starting event does not have can never be fulfilled", () => {
    expect(filed("async.data.id == event.data.absent")).toBeNull();
  });
});
