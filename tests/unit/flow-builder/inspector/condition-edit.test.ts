import { describe, expect, test } from "vitest";
import {
  addAt,
  conditionAt,
  fieldOf,
  moveBy,
  moveTo,
  type Place,
  removeAt,
  replaceAt,
  setJoiner,
} from "@/components/flow-builder/inspector/condition/condition-edit";
import { operatorsFor, valueFor, valueForm } from "@/components/flow-builder/inspector/condition/rule-kinds";
import { type Condition, conditionSchema, operators } from "@/server/domain/condition";

const rule = (field: string): Condition => ({ field, operator: "exists" });
/** and(a, or(b, c), d) */
const sample: Condition = { and: [rule("a"), { or: [rule("b"), rule("c")] }, rule("d")] };

/** The condition in one line. */
const line = (condition: Condition | null): string => {
  if (condition === null) return "nothing";
  if ("and" in condition) return `and(${condition.and.map(line).join(" ")})`;
  if ("or" in condition) return `or(${condition.or.map(line).join(" ")})`;
  return "field" in condition ? condition.field : condition.condition_id;
};

describe("a condition", () => {
  test("is changed in one place, the rest is shared", () => {
    const changed = replaceAt(sample, [1, 0], () => rule("x"));
    expect(line(changed)).toBe("and(a or(x c) d)");
    expect(conditionAt(changed, [0])).toBe(conditionAt(sample, [0]));
    expect(line(sample)).toBe("and(a or(b c) d)");
  });

  test("grows: a rule becomes a group when it gets a neighbour", () => {
    expect(line(addAt(rule("a"), [], rule("b")))).toBe("and(a b)");
    expect(line(addAt(sample, [1], rule("x")))).toBe("and(a or(b c x) d)");
  });

  test("shrinks: groups that are empty go, and the last rule leaves nothing", () => {
    const one: Condition = { and: [rule("a"), { or: [rule("b")] }] };
    expect(line(removeAt(one, [1, 0]))).toBe("and(a)");
    expect(removeAt(rule("a"), [])).toBeNull();
    expect(removeAt({ and: [rule("a")] }, [0])).toBeNull();
  });

  test("turns between and and or", () => {
    expect(line(setJoiner(sample, [1], "and"))).toBe("and(a and(b c) d)");
  });

  test.each<[Place, 1 | -1, string, Place]>([
    [[0], 1, "and(or(b c) a d)", [1]],
    [[0], -1, "and(a or(b c) d)", [0]],
    [[1, 1], -1, "and(a or(c b) d)", [1, 0]],
    [[1, 0], -1, "and(a b or(c) d)", [1]],
    [[1, 1], 1, "and(a or(b) c d)", [2]],
    [[1], 1, "and(a d or(b c))", [2]],
  ])("%j by %d", (place, by, expected, now) => {
    const moved = moveBy(sample, place, by);
    expect(line(moved.condition)).toBe(expected);
    expect(moved.place).toEqual(now);
  });

  test.each<[Place, Place, string]>([
    [[0], [1, 1], "and(or(b a c) d)"],
    [[2], [0], "and(d a or(b c))"],
    [[0], [3], "and(or(b c) d a)"],
    [[1], [1, 0], "and(a or(b c) d)"],
  ])("%j dropped in front of %j", (from, to, expected) => {
    expect(line(moveTo(sample, from, to).condition)).toBe(expected);
  });

  test("the last rule of a group takes the group along", () => {
    const one: Condition = { and: [rule("a"), { or: [rule("b")] }] };
    expect(line(moveTo(one, [1, 0], [0]).condition)).toBe("and(b a)");
  });

  test("places are named as the validation names them", () => {
    expect(fieldOf(sample, [1, 0])).toBe("and.1.or.0");
    expect(fieldOf(sample, [])).toBe("");
  });
});

describe("operators", () => {
  const kinds = ["text", "number", "boolean", "date", "list", "object", "nothing"] as const;

  test("every one fits some kind of value", () => {
    const offered = new Set(kinds.flatMap((kind) => [...operatorsFor(kind)]));
    expect([...offered].sort()).toEqual([...operators].sort());
  });

  test.each(kinds)("a rule about a %s stays a rule whatever its operator", (kind) => {
    for (const operator of operatorsFor(kind))
      for (const before of ["abc", 5, true, ["a", "b"], undefined, "{{trigger.x}}"]) {
        const value = valueFor(valueForm(operator, kind), before);
        const rule = { field: "trigger.x", operator, ...(value !== undefined && { value }) };
        expect(conditionSchema.safeParse(rule).success).toBe(true);
      }
  });

  test("the value is carried over where it can be", () => {
    expect(valueFor("number", "5")).toBe(5);
    expect(valueFor("list", "US")).toEqual(["US"]);
    expect(valueFor("text", ["US", "CA"])).toBe("US");
    expect(valueFor("number", "{{trigger.x}}")).toBe("{{trigger.x}}");
    expect(valueFor("none", "x")).toBeUndefined();
  });
});
