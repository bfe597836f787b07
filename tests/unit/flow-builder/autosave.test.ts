import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Send, type SendResult, startAutosave } from "@/components/flow-builder/autosave";
import { createBuilderStore } from "@/components/flow-builder/builder-store";
import { applyEdit } from "@/server/domain/edit";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flow } from "@/tests/fixtures/flow-drawing";

vi.mock("@/components/ui/toast", () => ({ toast: { error: () => undefined, info: () => undefined } }));

const draft = flow("trigger -> sms -> task");
const rename = (stepId: string, name: string): FlowEdit => ({
  kind: "update_step",
  stepId,
  changes: { name },
});
const names = ({ steps }: FlowDefinition) => steps.map(({ name }) => name ?? "");

/** A server with one draft, checked by revision. */
function server() {
  const state = { revision: 1, draft, sends: 0, away: false, refuse: "" };
  const send: Send = async ({ definition, revision }): Promise<SendResult> => {
    state.sends++;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (state.away) return { kind: "away" };
    if (state.refuse) return { kind: "refused", message: state.refuse };
    if (revision !== state.revision)
      return { kind: "stale", revision: state.revision, draft: structuredClone(state.draft), by: "Anna" };
    state.draft = structuredClone(definition);
    state.revision++;
    return { kind: "saved", revision: state.revision, at: new Date() };
  };
  return { state, send };
}

function page({ send }: { send: Send }) {
  const store = createBuilderStore(
    { id: "f", draft, draftRevision: 1, updatedAt: new Date() },
    { readOnly: false },
  );
  const kept: (FlowDefinition | null)[] = [];
  const autosave = startAutosave({
    ...{ store, send, onSaved: () => undefined },
    keep: (unsaved) => kept.push(unsaved?.definition ?? null),
  });
  return {
    store,
    autosave,
    kept,
    edit: (edit: FlowEdit) => store.getState().edit(edit, { merge: "typing" }),
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("autosave", () => {
  it("saves once a moment after the last edit, and never touches the history", async () => {
    const remote = server();
    const { store, edit, kept } = page(remote);
    for (const name of ["H", "He", "Hey"]) {
      edit(rename("sms", name));
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(remote.state.sends).toBe(0);
    expect(kept.at(-1)).toBe(store.getState().definition);
    const { past, definition } = store.getState();
    await vi.advanceTimersByTimeAsync(700);
    expect(remote.state.sends).toBe(1);
    expect(names(remote.state.draft)).toEqual(["Hey", ""]);
    expect(store.getState()).toMatchObject({ past, definition, save: { state: "saved", revision: 2 } });
    expect(kept.at(-1)).toBeNull();
  });

  it("saves now and then during a long series of edits", async () => {
    const remote = server();
    const { edit } = page(remote);
    for (let index = 0; index < 40; index++) {
      edit(rename("sms", `${index}`));
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(remote.state.sends).toBeGreaterThan(1);
    expect(remote.state.sends).toBeLessThan(5);
  });

  it("saves what was edited while it saved", async () => {
    const remote = server();
    const { store, autosave, edit } = page(remote);
    edit(rename("sms", "One"));
    const saving = autosave.saveNow();
    edit(rename("sms", "Two"));
    await vi.advanceTimersByTimeAsync(60);
    expect(await saving).toBe(false);
    expect(names(remote.state.draft)).toEqual(["One", ""]);
    await vi.advanceTimersByTimeAsync(800);
    expect(names(remote.state.draft)).toEqual(["Two", ""]);
    expect(store.getState().save).toMatchObject({ state: "saved", revision: 3 });
  });

  it("lets somebody wait until everything is saved", async () => {
    const remote = server();
    const { store, autosave, edit } = page(remote);
    edit(rename("sms", "One"));
    void autosave.saveNow();
    edit(rename("sms", "Two"));
    const all = store.getState().saveNow();
    await vi.advanceTimersByTimeAsync(200);
    expect(await all).toBe(true);
    expect(names(remote.state.draft)).toEqual(["Two", ""]);
  });

  it("goes on trying while the server is away, and keeps the draft here", async () => {
    const remote = server();
    const { store, edit, kept } = page(remote);
    remote.state.away = true;
    edit(rename("sms", "Offline"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(store.getState().save.state).toBe("offline");
    expect(kept.at(-1)).toBe(store.getState().definition);
    expect(await Promise.race([store.getState().saveNow(), vi.advanceTimersByTimeAsync(100)])).toBeFalsy();
    remote.state.away = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.getState().save.state).toBe("saved");
    expect(names(remote.state.draft)).toEqual(["Offline", ""]);
  });

  it("knows its own draft when the answer to a save was lost", async () => {
    const remote = server();
    const lost: Send = async (draft) => {
      await remote.send(draft);
      return { kind: "away" };
    };
    let send = lost;
    const { store, edit } = page({ send: (draft) => send(draft) });
    const step = { id: "new", type: "action", action_id: "log", config: {} } as const;
    edit({ kind: "add_step", step, after: { stepId: "sms" } });
    await vi.advanceTimersByTimeAsync(700);
    expect(store.getState().save.state).toBe("offline");
    edit({ kind: "update_step", stepId: "new", changes: { name: "Written" } });
    send = remote.send;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(names(remote.state.draft)).toEqual(["", "Written", ""]);
    expect(store.getState().save).toMatchObject({ state: "saved", revision: 3 });
  });

  it("says why the server does not take a draft, and tries again after the next edit only", async () => {
    const remote = server();
    const { store, edit } = page(remote);
    remote.state.refuse = "The flow is deleted.";
    edit(rename("sms", "One"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(remote.state.sends).toBe(1);
    expect(store.getState().save).toMatchObject({ state: "unsaved", problem: "The flow is deleted." });
    remote.state.refuse = "";
    edit(rename("sms", "Two"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().save).toMatchObject({ state: "saved", problem: null });
  });

  it("merges what somebody else saved meanwhile, and loses nothing", async () => {
    const remote = server();
    const [one, other] = [page(remote), page(remote)];
    one.edit(rename("sms", "One"));
    other.edit(rename("task", "Other"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(names(remote.state.draft)).toEqual(["One", "Other"]);
    expect(remote.state.revision).toBe(3);
    const pages = [one, other].map(({ store }) => store.getState().save.state);
    expect(pages).toEqual(["saved", "saved"]);
  });

  it("of two who type into one field the last one stands, on the server too", async () => {
    const remote = server();
    const [one, other] = [page(remote), page(remote)];
    one.edit(rename("sms", "One"));
    await vi.advanceTimersByTimeAsync(300);
    other.edit(rename("sms", "Other"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(names(remote.state.draft)).toEqual(["Other", ""]);
    expect(other.store.getState().past.at(-1)?.label).toBe("Anna and you both changed Other: name");
    other.store.getState().undo();
    expect(names(other.store.getState().definition)).toEqual(["One", ""]);
  });

  it("ends with its page", async () => {
    const remote = server();
    const { autosave, edit } = page(remote);
    autosave.stop();
    edit(rename("sms", "One"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(remote.state.sends).toBe(0);
  });
});

it("a draft that cannot be applied is no reason to lose the one here", async () => {
  const remote = server();
  const { store, edit } = page({
    send: async () => ({ kind: "stale", revision: 9, draft: { steps: 1 }, by: "" }),
  });
  edit(rename("sms", "One"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.getState().save.problem).toContain("Reload the page");
  expect(names(store.getState().definition)).toEqual(["One", ""]);
  expect(names(applyEdit(remote.state.draft, rename("sms", "x")))).toEqual(["x", ""]);
});
