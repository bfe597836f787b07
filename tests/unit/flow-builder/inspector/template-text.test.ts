import { EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import {
  insertReference,
  openReference,
  pillsOf,
} from "@/components/flow-builder/inspector/code/template-text";

const at = (text: string) => ({ text: text.replace("|", ""), place: text.indexOf("|") });

describe("pills", () => {
  test("are the finished references of a text", () => {
    const text = "Hi {{trigger.name}}, {{ steps.lookup.output.id }} {{now + 3 days}} {{}} {{open";
    expect(pillsOf(text).map(({ from, to, label }) => [text.slice(from, to), label])).toEqual([
      ["{{trigger.name}}", "name"],
      ["{{ steps.lookup.output.id }}", "lookup.id"],
      ["{{now + 3 days}}", "now + 3 days"],
    ]);
  });
});

describe("a reference that is being typed", () => {
  test.each([
    ["Hi {{|", { from: 3, query: "" }],
    ["Hi {{ cust|", { from: 3, query: "cust" }],
    ["{{a}} {{b|", { from: 6, query: "b" }],
    ["{{a}} b|", null],
    ["{|", null],
    ["{{a | up|", { from: 0, query: "a" }],
    ["{{a\nb|", null],
  ])("%j", (written, open) => {
    const last = written.lastIndexOf("|");
    const text = written.slice(0, last);
    expect(openReference(text, last)).toEqual(written.includes("| up") ? null : open);
  });

  test.each([
    ["Hi {{cu|", "Hi {{trigger.name}}"],
    ["Hi {{cu|}}!", "Hi {{trigger.name}}!"],
    ["Hi | there", "Hi {{trigger.name}} there"],
  ])("is completed: %j", (written, expected) => {
    const { text, place } = at(written);
    const change = insertReference(text, place, "trigger.name");
    expect(EditorState.create({ doc: text }).update({ changes: change }).newDoc.toString()).toBe(expected);
  });
});
