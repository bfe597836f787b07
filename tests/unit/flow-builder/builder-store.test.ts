import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBuilderStore } from "@/components/flow-builder/builder-store";
import { applyEdit } from "@/server/domain/edit";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flow } from "@/tests/fixtures/flow-drawing";
import { arrowsOf, freeze } from "@/tests/fixtures/random-edit";

const said: string[] = [];
vi.mock("@/components/ui/toast", () => ({
  toast: { error: (text: string) => said.push(text), info: (text: string) => said.push(text) },
}));

const draft = freeze(flow("trigger -> sms -> wait -> task"));
const open = (definition: FlowDefinition = draft, readOnly = false) =>
  createBuilderStore(
    { id: "f", draft: definition, draftRevision: 3, updatedAt: new Date("2026-03-01T10:00:00Z") },
    { readOnly },
  );
const rename = (stepId: string, name: string): FlowEdit => ({
  kind: "update_step",
  stepId,
  changes: { name },
});
const ids = (definition: FlowDefinition) => definition.steps.map(({ id }) => id).join(" ");

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers({ now: new Date("2026-03-01T10:00:00Z") });
});
afterEach(() => vi.useRealTimers());

describe("edits", () => {
  it("are one undo together, and keep every step that they do not touch", () => {
    const store = open();
    expect(store.getState().edit([rename("sms", "Greet"), rename("wait", "Pause")])).toBe(true);
    const { definition, past, save } = store.getState();
    expect(definition.steps[2]).toBe(draft.steps[2]);
    expect(past).toHaveLength(1);
    expect(save.state).toBe("unsaved");
    store.getState().undo();
    expect(store.getState().definition).toBe(draft);
    expect(store.getState().save.state).toBe("saved");
    store.getState().redo();
    expect(store.getState().definition).toBe(definition);
  });

  it("are announced in words, typing is not", () => {
    const store = open();
    const step = { id: "new", type: "action", action_id: "send_sms", config: {} } as const;
    store.getState().edit({ kind: "add_step", step, after: { stepId: "wait" } });
    expect(store.getState().announcement.text).toBe("Send SMS added after Wait");
    store.getState().undo();
    expect(store.getState().announcement.text).toBe("Undone: Send SMS added after Wait");
    const { number } = store.getState().announcement;
    store.getState().edit(rename("sms", "G"), { merge: "name" });
    vi.advanceTimersByTime(300);
    store.getState().edit(rename("sms", "Gr"), { merge: "name" });
    expect(store.getState().announcement.number).toBe(number);
    expect(store.getState().past).toHaveLength(1);
    vi.advanceTimersByTime(1_001);
    store.getState().edit(rename("sms", "Gre"), { merge: "name" });
    expect(store.getState().past).toHaveLength(2);
  });

  it("that change nothing are no undo, and refused ones are said", () => {
    const store = open();
    expect(store.getState().edit({ kind: "update_step", stepId: "sms", changes: { action_id: "sms" } })).toBe(
      true,
    );
    expect(store.getState().edit({ kind: "connect", from: "sms", outlet: "success", to: "wait" })).toBe(true);
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().edit({ kind: "remove_step", stepId: "gone" })).toBe(false);
    expect(said).toEqual([expect.stringContaining("no step “gone”")]);
    const closed = open(draft, true);
    expect(closed.getState().edit(rename("sms", "x"))).toBe(false);
    expect(closed.getState().definition).toBe(draft);
  });
});

describe("the selection", () => {
  it("is set, added to and toggled; what is gone is not selected", () => {
    const { select } = open().getState();
    const store = open();
    expect(select).toBeTypeOf("function");
    store.getState().select(["sms", "gone", "$trigger"]);
    expect(store.getState().selection).toEqual(["sms", "$trigger"]);
    store.getState().select(["wait", "sms"], "toggle");
    expect(store.getState().selection).toEqual(["$trigger", "wait"]);
    store.getState().select(["wait", "task"], "add");
    expect(store.getState().selection).toEqual(["$trigger", "wait", "task"]);
    store.getState().edit({ kind: "remove_step", stepId: "wait" });
    expect(store.getState().selection).toEqual(["$trigger", "task"]);
  });

  it("is copied, cut, pasted behind the selected step, duplicated and removed", () => {
    const store = open();
    store.getState().select(["sms", "wait"]);
    const text = store.getState().copy();
    store.getState().select(["task"]);
    expect(store.getState().paste(text)).toBe(true);
    expect(arrowsOf(store.getState().definition)).toEqual(
      expect.arrayContaining(["task success sms_2", "sms_2 success wait_2", "wait_2 success end"]),
    );
    expect(store.getState().selection).toEqual(["sms_2", "wait_2"]);
    store.getState().remove();
    expect(ids(store.getState().definition)).toBe("sms wait task");
    store.getState().select(["wait"]);
    store.getState().duplicate();
    expect(arrowsOf(store.getState().definition)).toContain("wait success wait_2");
    expect(store.getState().selection).toEqual(["wait_2"]);
    expect(JSON.parse(store.getState().cut()).steps).toHaveLength(1);
    expect(ids(store.getState().definition)).toBe("sms wait task");
    expect(store.getState().paste("hello")).toBe(false);
    expect(said.at(-1)).toContain("no steps of a flow");
    store.getState().select(["$trigger"]);
    store.getState().remove();
    expect(said.at(-1)).toContain("always has its start");
  });
});

describe("what others saved", () => {
  it("is taken in, what is not saved here stays", () => {
    const store = open();
    store.getState().edit(rename("sms", "Mine"));
    const theirs = freeze(applyEdit(draft, rename("task", "Theirs")));
    store.getState().adopt(theirs, 4, "Anna");
    const { definition, save, saved, past } = store.getState();
    expect(definition.steps.map(({ name }) => name)).toEqual(["Mine", undefined, "Theirs"]);
    expect(save).toMatchObject({ state: "unsaved", revision: 4 });
    expect(saved).toBe(theirs);
    expect(past).toHaveLength(1);
    store.getState().undo();
    expect(store.getState().definition.steps.map(({ name }) => name)).toEqual([
      undefined,
      undefined,
      "Theirs",
    ]);
    expect(said).toEqual([]);
  });

  it("of one field: mine stands, theirs is one undo away, and it is said", () => {
    const store = open();
    store.getState().edit(rename("sms", "Mine"));
    store.getState().adopt(freeze(applyEdit(draft, rename("sms", "Theirs"))), 4, "Anna");
    expect(store.getState().definition.steps[0]?.name).toBe("Mine");
    expect(store.getState().save.state).toBe("conflict");
    expect(said).toEqual(["Anna and you both changed Mine: name"]);
    store.getState().undo();
    expect(store.getState().definition.steps[0]?.name).toBe("Theirs");
  });

  it("takes the place of a draft that nobody touched here, and older ones are ignored", () => {
    const store = open();
    const theirs = freeze(applyEdit(draft, rename("task", "Theirs")));
    store.getState().adopt(theirs, 4);
    expect(store.getState().definition).toBe(theirs);
    expect(store.getState().save).toMatchObject({ state: "saved", revision: 4 });
    store.getState().adopt(draft, 4);
    expect(store.getState().definition).toBe(theirs);
  });

  it("has a step with the id of one of mine: mine is renamed, in the history too", () => {
    const store = open();
    const step = { id: "new", type: "action", action_id: "send_sms", config: {} } as const;
    store.getState().edit({ kind: "add_step", step, after: { stepId: "sms" } }, { select: ["new"] });
    const theirs = freeze(
      applyEdit(draft, { kind: "add_step", step: { ...step, action_id: "log" }, after: { stepId: "task" } }),
    );
    store.getState().adopt(theirs, 4);
    expect(ids(store.getState().definition)).toBe("sms new_2 wait task new");
    expect(store.getState().selection).toEqual(["new_2"]);
    store.getState().undo();
    expect(ids(store.getState().definition)).toBe("sms wait task new");
  });
});

it("recovers edits that were never saved, as one undo", () => {
  const store = open();
  const kept = freeze(applyEdit(draft, rename("sms", "Kept")));
  store.getState().recover(kept);
  expect(store.getState().definition).toBe(kept);
  expect(store.getState().save.state).toBe("unsaved");
  store.getState().undo();
  expect(store.getState().definition).toBe(draft);
});

it("keeps the list of a step's problems as long as they are the same", () => {
  const store = open();
  const problem = { stepId: "sms", field: "", message: "Wrong", severity: "catalogue" } as const;
  store.getState().setProblems([problem, { ...problem, stepId: "task" }]);
  const before = store.getState().problemsOf.get("sms");
  store.getState().setProblems([{ ...problem }, { ...problem, stepId: "task", message: "Worse" }]);
  expect(store.getState().problemsOf.get("sms")).toBe(before);
  expect(store.getState().problemsOf.get("task")?.[0]?.message).toBe("Worse");
});
