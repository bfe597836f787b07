import { describe, expect, test } from "vitest";
import { flowLength, reachedAfter } from "@/components/dry-run/reached-after";
import { whatIfWorld } from "@/components/dry-run/what-if-world";
import { whatIfs } from "@/components/dry-run/what-ifs";
import { wholeDuration } from "@/components/dry-run/whole-duration";
import { flowDefinitionSchema } from "@/server/domain/flow";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const flow = (steps: object[], rest: object = {}) =>
  flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["lead.created"] },
    steps,
    ...rest,
  });

const email = (id: string) => ({ id, type: "action", action_id: "send_email", name: `Email ${id}` });
const days = (id: string, value: number) => ({ id, type: "delay", for: { value, unit: "days" } });

const nurturing = flow(
  [
    email("first"),
    {
      ...{ id: "answer", type: "wait_for_event", name: "An answer", event_types: ["message.received"] },
      ...{ timeout: { value: 4, unit: "days" }, on_event: "end", on_timeout: "second" },
    },
    email("second"),
    days("pause", 2),
    { ...email("third"), retry_count: 0 },
  ],
  { settings: { exit_conditions: [{ event_types: ["payment_received"] }] } },
);

describe("how far a step is from the start", () => {
  test("delays and time limits on the way to it add up", () => {
    const reached = reachedAfter(nurturing);
    expect(reached.get("first")).toBe(0);
    expect(reached.get("second")).toBe(4 * DAY);
    expect(reached.get("third")).toBe(6 * DAY);
    expect(flowLength(nurturing)).toBe(6 * DAY);
  });

  test("of two ways the shorter one counts", () => {
    const two = flow([
      {
        ...{ id: "large", type: "condition", on_true: "now", on_false: "wait" },
        condition: { field: "amount", operator: "gt", value: 5 },
      },
      days("wait", 3),
      email("now"),
    ]);
    expect(reachedAfter(two).get("now")).toBe(0);
  });
});

describe("what if", () => {
  const known = whatIfs(nurturing, {});
  const one = (id: string) => known.find((each) => each.id === id);

  test("a wait suggests the reply it listens for, within its time", () => {
    expect(one("event:message.received")).toMatchObject({
      label: "Replies",
      because: "“An answer” waits for it",
      after: { value: 2, unit: "days" },
    });
  });

  test("an exit suggests what ends the run, under its canonical name, before it is over", () => {
    expect(one("event:payment.received")).toMatchObject({
      ...{ label: "Pays", because: "Ends the run", after: { value: 3, unit: "days" } },
    });
  });

  test("messages suggest an opt-out before the last of them", () => {
    expect(one("opt_out:email")).toMatchObject({ after: { value: 2, unit: "days" } });
  });

  test("a step that is tried again fails twice, one that is not fails for good", () => {
    expect(one("fault:first")).toMatchObject({ label: "“Email first” fails", times: 2 });
    expect(one("fault:third")).toMatchObject({ times: "always" });
  });

  test("a flow that is over at once has nothing that could happen meanwhile", () => {
    const quick = flow([email("only")], { settings: { stop_on_reply: true } });
    expect(whatIfs(quick, {}).map(({ id }) => id)).toEqual(["fault:only"]);
  });

  test("what a wait matches is put into what the event brings", () => {
    const paid = flow([
      {
        ...{ id: "paid", type: "wait_for_event", event_types: ["payment.received"] },
        match: { quote_id: "{{trigger.quote.id}}", currency: "usd" },
      },
    ]);
    const [what] = whatIfs(paid, { quote: { id: "q_7" } });
    expect(what?.kind === "event" ? what.payload : null).toMatchObject({ quote_id: "q_7", currency: "usd" });
  });

  test("those that are on make the world; what a person changed counts, what is unknown does not", () => {
    const world = whatIfWorld(known, {
      "event:message.received": { after: { value: 5, unit: "hours" } },
      "opt_out:email": {},
      "fault:first": { times: "always" },
      "fault:gone": {},
    });
    expect(world.happenings).toMatchObject([
      { kind: "event", type: "message.received", after: { value: 5, unit: "hours" } },
      { kind: "opt_out", channel: "email", after: { value: 2, unit: "days" } },
    ]);
    expect(world.faults).toMatchObject([{ stepId: "first", times: "always", error: { retryable: true } }]);
  });
});

describe("a moment as a person would say it", () => {
  test.each([
    [36 * HOUR, 0, 4 * DAY, { value: 2, unit: "days" }],
    [12 * HOUR, 0, DAY, { value: 12, unit: "hours" }],
    [25 * HOUR, DAY, 26 * HOUR, { value: 25, unit: "hours" }],
    [90_000, 60_000, 110_000, { value: 90, unit: "seconds" }],
  ])("%d ms between %d and %d", (wanted, after, before, said) => {
    expect(wholeDuration(wanted, after, before)).toEqual(said);
  });
});
