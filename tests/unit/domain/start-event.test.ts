import { expect, test } from "vitest";
import { flowInputProblem, flowInputSchema } from "@/server/domain/flow-input";
import { startEvent, startPayload, startTypes } from "@/server/domain/start-event";

test("a flow that is given something by hand is tried with what it declares", () => {
  const input = flowInputSchema.parse({
    email: { type: "text" },
    amount: { type: "number" },
    urgent: { type: "boolean", required: false },
    lines: { type: "list" },
    address: { type: "object" },
    favourite_colour: {},
  });
  const { type, payload } = startEvent({ type: "manual", input });
  expect(type).toBe("manual.started");
  expect(payload).toEqual({
    ...{ email: "john@example.com", amount: 1, urgent: true, lines: [], address: {} },
    favourite_colour: "Sample favourite colour",
  });
  expect(flowInputProblem(input, payload)).toBeNull();
});

test("without a declaration, and for every other start, it is what the catalogue knows", () => {
  expect(startEvent({ type: "manual" }).payload).toMatchObject({ message: "Hello" });
  const trigger = { type: "event" as const, event_types: ["payment_received", "deal.won"] };
  expect(startTypes(trigger)).toEqual({ shared: ["payment.received", "deal.won"], own: [] });
  expect(startEvent(trigger)).toMatchObject({
    type: "payment.received",
    payload: { amount: expect.anything() },
  });
  expect(startPayload(trigger, "deal.won")).toEqual(startEvent({ type: "webhook" }).payload);
  expect(startEvent({ type: "schedule", cron: "0 9 * * *", timezone: "UTC" }).type).toBe("schedule.fired");
});
