import { expect, test } from "vitest";
import { flowExits } from "@/server/domain/flow-exits";
import { settingsSchema } from "@/server/domain/flow-settings";
import { importFlow } from "@/server/domain/import-flow";
import { settingsProblems } from "@/server/domain/settings-problems";

const problems = (settings: Record<string, unknown>) =>
  settingsProblems(settingsSchema.parse(settings)).map(({ field }) => field);

test("settings that nobody could hold to are told by their field", () => {
  expect(problems({})).toEqual([]);
  expect(
    problems({
      quiet_hours: { from: "21:00", to: "08:00" },
      cool_down: { value: 1, unit: "hours" },
      frequency_cap: { messages: 1, per: { value: 2, unit: "days" } },
    }),
  ).toEqual([]);
  expect(problems({ quiet_hours: { from: "25:00", to: "08:61" } })).toEqual([
    "settings.quiet_hours.from",
    "settings.quiet_hours.to",
  ]);
  expect(problems({ cool_down: { value: 0, unit: "hours" } })).toEqual(["settings.cool_down"]);
  expect(problems({ cool_down: { value: "{{trigger.days}}", unit: "days" } })).toEqual([
    "settings.cool_down",
  ]);
  expect(problems({ frequency_cap: { messages: 1, per: { value: 0, unit: "days" } } })).toEqual([
    "settings.frequency_cap.per",
  ]);
});

test.each([
  { max_runs_per_hour: 0 },
  { max_runs_per_hour: 1.5 },
  { loop_guard: 0 },
  { loop_guard: 1001 },
  { stop_on_reply: "yes" },
  { business_hours: { windows: [] } },
])("%j is no setting", (settings) => {
  expect(settingsSchema.safeParse(settings).success).toBe(false);
});

test("a document that says nothing of them has nothing of them, and goes out as it came in", () => {
  const imported = importFlow({
    name: "Plain",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [{ id: "log", type: "action", action_type: "log", config: { message: "x" } }],
    settings: { retry_count: 2 },
  });
  if (!imported.ok) throw new Error("no flow");
  expect(Object.keys(imported.flow.definition.settings).sort()).toEqual([
    ...["backoff", "exit_conditions", "reentry", "retry_count", "retry_delay", "timeout"],
  ]);
});

test("a reply ends a run as any other exit does, beside those that are named", () => {
  const { exit_conditions, stop_on_reply } = settingsSchema.parse({
    stop_on_reply: true,
    exit_conditions: [{ event_types: ["order.created"] }],
  });
  expect(flowExits({ exit_conditions, stop_on_reply })).toEqual([
    { event_types: ["message.received"] },
    { event_types: ["order.created"] },
  ]);
  expect(flowExits({ exit_conditions, stop_on_reply: false })).toEqual(exit_conditions);
});
