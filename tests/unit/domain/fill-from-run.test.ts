import { expect, it } from "vitest";
import { dryRun, sentMessages, sms } from "@/tests/fixtures/dry-run-world";

const first = sms("first", { message: "A first one" });
const welcome = { id: "welcome", type: "action", action_id: "send_sms", config: { message: "Welcome!" } };

it("writes to whom the event names, not to whom the step before wrote", () => {
  const told = dryRun({ steps: [first, welcome], payload: { to: "+4915112345670" } });
  expect(told.trace.at(-1)).toMatchObject({ stepId: "welcome", input: { to: "+4915112345670" } });
});

it("says what is missing when nobody is named, and writes to no one", () => {
  const told = dryRun({ steps: [first, welcome], payload: { kind: "lead" } });
  expect(sentMessages(told).map(({ to }) => to)).toEqual(["+4915112345678"]);
  expect(told.end.outcome).toBe("failed");
});
