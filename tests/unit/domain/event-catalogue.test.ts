/** One table of events: its samples keep its schemas, and what the code emits stands in it. */
import { describe, expect, it, test } from "vitest";
import * as z from "zod";
import { eventCatalogue, eventKind } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import { sourceTree } from "../../fixtures/source-tree";

describe.each(eventCatalogue)("$type", ({ payload, sample }) => {
  it("has a sample that its own schema takes", () => {
    const parsed = payload.safeParse(sample);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(parsed.data).toEqual(sample);
  });

  it("has a schema that is JSON Schema, and says the same", () => {
    const schema = z.toJSONSchema(payload);
    const read = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
    expect(read.safeParse(sample).success).toBe(true);
    const [required] = schema.required ?? [];
    if (required === undefined) return;
    const { [required]: _, ...without } = sample;
    expect(read.safeParse(without).success).toBe(false);
    expect(payload.safeParse(without).success).toBe(false);
  });
});

/** What a workspace can count on. */
const PROMISED = [
  ...["customer.created", "customer.updated", "lead.created", "lead.qualified", "lead.status_changed"],
  ...["order.created", "order.status_changed", "order.completed", "service.completed", "payment.received"],
  ...["payment.failed", "appointment.booked", "appointment.rescheduled", "appointment.cancelled"],
  ...["appointment.completed", "appointment.no_show", "quote.sent", "cart.abandoned", "task.created"],
  ...["task.completed", "email.sent", "email.opened", "email.clicked", "message.received"],
  ...["message.delivered", "message.failed", "call.completed", "call.analyzed", "survey.answered"],
  ...["review.received", "referral.clicked", "referral.converted", "webhook.received", "schedule.fired"],
  "form.submitted",
];

test("names all that is promised", () => {
  expect(PROMISED.filter((type) => !eventKind(type))).toEqual([]);
});

test("what the code says of events by name stands in the catalogue", () => {
  const named = sourceTree(["server", "app", "inngest"]).flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:emit|emitAbout|emitMessage|tell|acceptEvent)\(([^;]*?)\);/gs)].flatMap(
      ([, call = ""]) =>
        [...call.matchAll(/(?:^|[\s,?:(])"([a-z]+\.[a-z_]+)"/g)].map(([, type = ""]) => `${path}: ${type}`),
    ),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((line) => !eventKind(canonicalEventType(line.split(": ")[1] ?? "")))).toEqual([]);
});
