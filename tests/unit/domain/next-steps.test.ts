import { describe, expect, it } from "vitest";
import { applyFrameChange } from "@/server/domain/loop-frame";
import { nextSteps } from "@/server/domain/next-steps";
import type { StepState } from "@/server/domain/run";
import { flow } from "@/tests/fixtures/flow-drawing";
import { type Deed, simulate } from "@/tests/fixtures/run-simulator";

/** Runs a drawing; `deeds` names what boxes do, everything else succeeds by its first way. */
function run(definition: ReturnType<typeof flow>, deeds: Record<string, Deed | Deed[]> = {}) {
  const result = simulate(definition, {
    deed: (step, path, times) => {
      const planned = deeds[`${step.id}@${path}`] ?? deeds[step.id];
      const deed = Array.isArray(planned) ? planned[times - 1] : planned;
      return deed ?? { outlet: firstWay[step.type] ?? "success" };
    },
  });
  const skipped = [...result.decided].filter(([, state]) => state.status === "skipped").map(([box]) => box);
  return { ...result, skipped };
}

const firstWay: Record<string, string> = {
  condition: "true",
  wait_for_event: "event",
  approval: "approved",
  branch: "default",
};
const at = new Date("2026-03-01T10:00:00Z");
const state = (stepId: string, status: StepState["status"], rest: Partial<StepState> = {}): StepState => ({
  ...{ stepId, path: "", status, outlet: null, wakeAt: null },
  ...rest,
});

describe("nextSteps", () => {
  it("takes the branch that holds and skips what only the other leads to", () => {
    const drawing = flow("trigger -> if -yes-> sms -> task; if -no-> email -> end");
    expect(run(drawing).log).toEqual(["if", "sms", "task"]);
    expect(run(drawing, { if: { outlet: "false" } })).toMatchObject({
      log: ["if", "email"],
      skipped: ["sms", "task"],
    });
  });

  it("says that a condition was not met when that ended the run", () => {
    const drawing = flow("trigger -> if -yes-> sms");
    const { done, skipped } = run(drawing, { if: { outlet: "false" } });
    expect(done).toEqual({
      outcome: "completed",
      reason: "condition not met",
      failedStepId: null,
      handledErrors: 0,
    });
    expect(skipped).toEqual(["sms"]);
    expect(run(drawing).done.reason).toBeNull();
  });

  it("does not say so when another branch went on to its end", () => {
    const drawing = flow("trigger -> fork -> if -yes-> sms; fork -> email");
    expect(run(drawing, { if: { outlet: "false" } }).done.reason).toBeNull();
  });

  it("goes on with the next in the list where a step names no target", () => {
    const silent = { on_success: undefined, on_true: undefined, on_false: undefined };
    const drawing = flow("trigger -> if -yes-> sms -> email", { if: silent, sms: silent, email: silent });
    expect(run(drawing, { if: { outlet: "false" } }).log).toEqual(["if", "sms", "email"]);
  });

  it("waits for all incoming branches at a join, and runs it once", () => {
    const drawing = flow("trigger -> fork -> sms -> join -> task; fork -> wait -> join");
    const waits = [{ wait: 60 }, { outlet: "success" }];
    expect(run(drawing, { wait: waits }).log).toEqual(["fork", "sms", "wait", "wait", "join", "task"]);
  });

  it("runs a join of mode any at the first that arrives, once", () => {
    const drawing = flow("trigger -> fork -> sms -> any -> task; fork -> wait -> any");
    const { log } = run(drawing, { wait: [{ wait: 60 }, { outlet: "success" }] });
    expect(log).toEqual(["fork", "sms", "wait", "any", "task", "wait"]);
  });

  it("runs a step with two ways in when one of them is dead", () => {
    const drawing = flow("trigger -> if -yes-> sms -> email; if -no-> email");
    expect(run(drawing, { if: { outlet: "false" } })).toMatchObject({
      log: ["if", "email"],
      skipped: ["sms"],
    });
  });

  it("fails the run at a failing step without an error branch, and starts nothing more", () => {
    const drawing = flow("trigger -> sms -> email");
    const { done, skipped } = run(drawing, { sms: { fail: true } });
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "sms", handledErrors: 0 });
    expect(skipped).toEqual(["email"]);
  });

  it("completes a run whose error branch ended well, and counts the error", () => {
    const drawing = flow("trigger -> sms -error-> task; sms -> email");
    const { done, log } = run(drawing, { sms: { fail: true } });
    expect(done).toMatchObject({ outcome: "completed", handledErrors: 1 });
    expect(log).toEqual(["sms", "task"]);
  });

  it("sends an error without a branch to the first handler, which runs once", () => {
    const drawing = flow("trigger -> fork -> sms; fork -> email; !log; !page");
    const { done, log, skipped } = run(drawing, { sms: { fail: true }, email: { fail: true } });
    expect(done).toMatchObject({ outcome: "completed", handledErrors: 2 });
    expect(log).toEqual(["fork", "sms", "email", "log"]);
    expect(skipped).toEqual(["page"]);
  });

  it("fails the run when the handler fails", () => {
    const { done } = run(flow("trigger -> sms; !log"), { sms: { fail: true }, log: { fail: true } });
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "log", handledErrors: 1 });
  });

  it("does not send a step behind the handler back to it", () => {
    const { done } = run(flow("trigger -> sms; !log -> email"), {
      sms: { fail: true },
      email: { fail: true },
    });
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "email" });
  });

  it("fails the run at an end that says so", () => {
    const { done } = run(flow("trigger -> if -yes-> sms; if -no-> fail"), { if: { outlet: "false" } });
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "fail", reason: "fail was reached" });
  });

  it("lets running steps of other branches finish when the run fails, and cancels those that wait", () => {
    const drawing = flow("trigger -> fork -> sms; fork -> email -> task; fork -> wait");
    const forked = state("fork", "succeeded", { outlet: "success" });
    const waiting = state("wait", "waiting", { wakeAt: new Date(at.getTime() + 1000) });
    const failed = state("sms", "failed", { outlet: "error" });
    const during = nextSteps(
      drawing,
      { steps: [forked, failed, waiting, state("email", "running")], frames: [] },
      at,
    );
    expect(during).toMatchObject({
      run: [],
      skip: [{ stepId: "task" }],
      cancel: [{ stepId: "wait" }],
      wakeAt: null,
      done: null,
    });
    const after = nextSteps(
      drawing,
      {
        steps: [
          forked,
          failed,
          state("wait", "cancelled"),
          state("email", "succeeded"),
          state("task", "skipped"),
        ],
        frames: [],
      },
      at,
    );
    expect(after.done).toMatchObject({ outcome: "failed", failedStepId: "sms" });
  });

  it("wakes at the earliest moment, and has what is due in run again", () => {
    const drawing = flow("trigger -> fork -> wait; fork -> sms; fork -> hear");
    const soon = new Date(at.getTime() + 1_000);
    const steps = [
      state("fork", "succeeded"),
      state("wait", "waiting", { wakeAt: new Date(at.getTime() + 60_000) }),
      state("sms", "retrying", { wakeAt: soon }),
      state("hear", "waiting"),
    ];
    expect(nextSteps(drawing, { steps, frames: [] }, at)).toMatchObject({
      run: [],
      wakeAt: soon,
      done: null,
    });
    expect(nextSteps(drawing, { steps, frames: [] }, soon).run).toEqual([{ stepId: "sms", path: "" }]);
  });

  it("takes every way of events, approvals and cases", () => {
    expect(
      run(flow("trigger -> hear -event-> sms; hear -timeout-> email"), { hear: { outlet: "timeout" } }).log,
    ).toEqual(["hear", "email"]);
    expect(
      run(flow("trigger -> ask -approved-> sms; ask -rejected-> email"), { ask: { outlet: "rejected" } }).log,
    ).toEqual(["ask", "email"]);
    const pick = flow("trigger -> pick -gold-> sms; pick -silver-> email; pick -default-> task");
    expect(run(pick, { pick: { outlet: "case:silver" } }).log).toEqual(["pick", "email"]);
    expect(run(pick).log).toEqual(["pick", "task"]);
  });

  it("ends a flow without steps, and one whose parts cannot be followed", () => {
    expect(run(flow("trigger -> end")).done.outcome).toBe("completed");
    const dangling = flow("trigger -> sms", { sms: { on_success: "nowhere" } });
    expect(run(dangling).log).toEqual(["sms"]);
    const circle = flow("trigger -> sms -> email -> sms");
    expect(run(circle).log).toEqual(["sms", "email"]);
    expect(run(flow("trigger -> sms; email")).skipped).toEqual(["email"]);
  });
});

describe("loops", () => {
  const drawing = flow("trigger -> each -body-> sms -> task; each -> email");
  const two = { each: { concurrency: 2 } };

  it("does the body once per item, then goes on", () => {
    expect(run(drawing, { each: { items: 2 } }).log).toEqual([
      "each",
      "sms@0",
      "task@0",
      "sms@1",
      "task@1",
      "each",
      "email",
    ]);
    expect(run(drawing, { each: { items: 0 } }).log).toEqual(["each", "each", "email"]);
  });

  it("keeps as many items open as its concurrency allows", () => {
    const wide = flow("trigger -> each -body-> sms -> task; each -> email", two);
    expect(run(wide, { each: { items: 3 } }).log).toEqual([
      "each",
      "sms@0",
      "sms@1",
      "task@0",
      "task@1",
      "sms@2",
      "task@2",
      "each",
      "email",
    ]);
  });

  it("stops at the first failing item, and fails into its own error branch", () => {
    const { log, done } = run(drawing, { each: { items: 3 }, "sms@1": { fail: true } });
    expect(log).toEqual(["each", "sms@0", "task@0", "sms@1", "each"]);
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "each" });
    const caught = flow("trigger -> each -body-> sms; each -error-> task", {});
    expect(run(caught, { each: { items: 2 }, sms: { fail: true } })).toMatchObject({
      log: ["each", "sms@0", "each", "task"],
      done: { outcome: "completed", handledErrors: 1 },
    });
  });

  it("goes on past failing items when told to, and counts them", () => {
    const on = flow("trigger -> each -body-> sms -> task; each -> email; !log", {
      each: { on_item_error: "continue" },
    });
    const { log, done } = run(on, { each: { items: 3 }, "sms@1": { fail: true } });
    expect(log).toEqual(["each", "sms@0", "task@0", "sms@1", "sms@2", "task@2", "each", "email"]);
    expect(done).toMatchObject({ outcome: "completed", handledErrors: 1 });
  });

  it("runs a handler that the body leads to once per item", () => {
    const handled = flow("trigger -> each -body-> sms -error-> !log; each -> email");
    const { log, done } = run(handled, { each: { items: 2 }, sms: { fail: true } });
    expect(log).toEqual(["each", "sms@0", "log@0", "sms@1", "log@1", "each", "email"]);
    expect(done).toMatchObject({ outcome: "completed", handledErrors: 2 });
  });

  it("nests, with paths such as 1.0", () => {
    const nested = flow("trigger -> each1 -body-> sms -> each2 -body-> task; each1 -> email");
    const { log } = run(nested, { each1: { items: 2 }, each2: { items: 1 } });
    expect(log).toEqual([
      "each1",
      "sms@0",
      "each2@0",
      "task@0.0",
      "each2@0",
      "sms@1",
      "each2@1",
      "task@1.0",
      "each2@1",
      "each1",
      "email",
    ]);
  });

  it("takes an arrow back to its own box as the next item", () => {
    expect(
      run(flow("trigger -> each -body-> sms -> each; each -> email"), { each: { items: 2 } }).log,
    ).toEqual(["each", "sms@0", "sms@1", "each", "email"]);
  });

  it("ends the item, not the run, where the body goes on to the end", () => {
    const drawn = flow("trigger -> each -body-> if -yes-> sms; each -> email");
    const { log, done } = run(drawn, { each: { items: 2 }, if: { outlet: "false" } });
    expect(log).toEqual(["each", "if@0", "if@1", "each", "email"]);
    expect(done.reason).toBeNull();
  });

  it("closes open items when the run fails elsewhere", () => {
    const beside = flow("trigger -> fork -> each -body-> wait; fork -> sms", { each: { concurrency: 2 } });
    const { done, decided } = run(beside, {
      each: { items: 5 },
      wait: { wait: 60 },
      sms: [{ retry: 5 }, { fail: true }],
    });
    expect(done).toMatchObject({ outcome: "failed", failedStepId: "sms" });
    expect(decided.get("wait@0")?.status).toBe("cancelled");
    expect(decided.get("each")?.status).toBe("cancelled");
    expect(decided.has("wait@2")).toBe(false);
  });

  it("reads the body from the list where steps name no target, and leaves it where the loop goes on", () => {
    const silent = { on_success: undefined };
    const listed = flow("trigger -> each -body-> sms; task; each -> email", {
      sms: silent,
      task: silent,
      email: silent,
    });
    const { log } = run(listed, { each: { items: 1 } });
    expect(log).toEqual(["each", "sms@0", "task@0", "each", "email"]);
  });

  it("changes a frame once, also when a change is applied again after a crash", () => {
    const frame = { stepId: "each", path: "", total: 5, next: 2, succeeded: 0, failed: 0, open: [0, 1] };
    const change = {
      ...{ stepId: "each", path: "", open: [2] },
      close: [
        { index: 0, outcome: "succeeded" as const, handledErrors: 2 },
        { index: 1, outcome: "failed" as const, handledErrors: 0 },
      ],
    };
    const once = applyFrameChange(frame, change);
    expect(once).toEqual({ ...frame, next: 3, succeeded: 1, failed: 1, open: [2], handledErrors: 2 });
    expect(applyFrameChange(once, change)).toEqual(once);
  });
});
