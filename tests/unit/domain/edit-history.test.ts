import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newHistory, recordEdit, redoEdit, undoEdit } from "@/server/domain/edit-history";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { mergeDefinitions } from "@/server/domain/merge";
import { flow } from "@/tests/fixtures/flow-drawing";
import { freeze, randomEdit, tryEdit } from "@/tests/fixtures/random-edit";
import { chooser, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";

const reapply = (from: FlowDefinition, to: FlowDefinition, now: FlowDefinition) =>
  mergeDefinitions(from, to, now).definition;
const label = (name: string, at = 0) => ({ label: name, at });

describe("a history of edits", () => {
  it("goes back to the start and forward to the end, whatever was done", () => {
    let edits = 0;
    fc.assert(
      fc.property(tape, fc.boolean(), fc.array(tape, { maxLength: 30 }), (choices, sound, tapes) => {
        const start = freeze(sound ? soundFlow(chooser(choices)) : wildFlow(chooser(choices)));
        let history = newHistory(start);
        for (const [index, one] of tapes.entries()) {
          const next = freeze(tryEdit(history.definition, randomEdit(history.definition, chooser(one))));
          if (next === history.definition) continue;
          edits++;
          history = recordEdit(history, next, label(`${index}`, index * 5_000));
          expect(flowDefinitionSchema.parse(next)).toEqual(next);
        }
        const end = history.definition;
        const labels = history.past.map((one) => one.label);
        while (history.past.length > 0) history = undoEdit(history, reapply);
        expect(history.definition).toBe(start);
        expect(history.future.map((one) => one.label).reverse()).toEqual(labels);
        while (history.future.length > 0) history = redoEdit(history, reapply);
        expect(history.definition).toBe(end);
        expect(history.past.map((one) => one.label)).toEqual(labels);
      }),
      { numRuns: 150 },
    );
    expect(edits).toBeGreaterThan(300);
  });

  it("joins what is typed in one go, and nothing else", () => {
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => flow("trigger -> sms", { sms: { name } }));
    if (!a || !b || !c || !d) throw new Error("four definitions");
    let history = recordEdit(newHistory(a), b, { ...label("typed", 0), merge: "sms.name" });
    history = recordEdit(history, c, { ...label("typed", 900), merge: "sms.name" });
    expect(history.past).toHaveLength(1);
    expect(undoEdit(history, reapply).definition).toBe(a);
    // A second later, or in another field, it is another change.
    expect(recordEdit(history, d, { ...label("typed", 1_901), merge: "sms.name" }).past).toHaveLength(2);
    expect(recordEdit(history, d, { ...label("typed", 950), merge: "sms.other" }).past).toHaveLength(2);
    expect(recordEdit(history, d, label("done", 950)).past).toHaveLength(2);
    // After an undo, too.
    const undone = undoEdit(recordEdit(history, d, label("done", 950)), reapply);
    expect(recordEdit(undone, d, { ...label("typed", 960), merge: "sms.name" }).past).toHaveLength(2);
  });

  it("takes back only its own change when somebody else has changed the flow since", () => {
    const start = flow("trigger -> sms -> task", { sms: { name: "One" } });
    const mine = flow("trigger -> sms -> task", { sms: { name: "Two" } });
    const history = recordEdit(newHistory(start), mine, label("renamed"));
    const theirs = flow("trigger -> sms -> task", { sms: { name: "Two" }, task: { name: "Theirs" } });
    const undone = undoEdit({ ...history, definition: theirs }, reapply);
    expect(undone.definition.steps.map(({ name }) => name)).toEqual(["One", "Theirs"]);
    expect(redoEdit(undone, reapply).definition.steps.map(({ name }) => name)).toEqual(["Two", "Theirs"]);
  });
});
