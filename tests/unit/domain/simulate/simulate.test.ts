import { describe, expect, it } from "vitest";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { PRICES } from "@/server/domain/plans";
import { anna, days, dryRun, email, lines, sentMessages, sms } from "@/tests/fixtures/dry-run-world";

const RUN = PRICES.workflow_execution.milliTokens;
const later = (value: number, unit: "seconds" | "hours" | "days" = "days") => ({ value, unit });

describe("a dry run", () => {
  it("goes through a month in order, with the messages as they would be read", () => {
    const told = dryRun({
      steps: [
        sms("hello"),
        days("first", 10),
        { id: "set", type: "set_variables", variables: { seen: "{{trigger.n}}" } },
        {
          id: "if",
          type: "condition",
          condition: { field: "variables.seen", operator: "equals", value: 1 },
          on_true: "mail",
          on_false: "no",
        },
        sms("no"),
        email("mail", { purpose: "marketing" }),
        days("second", 20),
        { id: "over", type: "end", reason: "done" },
      ],
    });
    expect(lines(told)).toEqual([
      "hello succeeded success 2026-03-02T09:00",
      "first waiting - 2026-03-02T09:00",
      "first succeeded success 2026-03-12T09:00",
      "set succeeded success 2026-03-12T09:00",
      "if succeeded true 2026-03-12T09:00",
      "no skipped - 2026-03-12T09:00",
      "mail succeeded success 2026-03-12T09:00",
      "second waiting - 2026-03-12T09:00",
      "second succeeded success 2026-04-01T09:00",
      "over succeeded success 2026-04-01T09:00",
    ]);
    expect(told.end).toEqual({ outcome: "completed", reason: "done", at: new Date("2026-04-01T09:00:00Z") });
    const [first, second] = sentMessages(told);
    expect(first).toMatchObject({ channel: "sms", to: "+4915112345678", body: "hello for Anna Berg" });
    expect(second).toMatchObject({ channel: "email", to: "anna@example.com", subject: "mail" });
    expect(second?.body).toMatch(/^Hello Anna Berg, mail\n\n--\nSent by Acme\. Unsubscribe: /);
    expect(told.byKind).toMatchObject({
      workflow_execution: RUN,
      sms_sent: PRICES.sms_sent.milliTokens,
      email_sent: PRICES.email_sent.milliTokens,
    });
    expect(told.milliTokens).toBe(RUN + PRICES.sms_sent.milliTokens + PRICES.email_sent.milliTokens);
  });

  it("starts with its own events alone, past its filter", () => {
    const steps = [sms("hello")];
    const trigger = {
      ...{ type: "event", event_types: ["lead.created"] },
      filter: { field: "n", operator: "gt", value: 3 },
    };
    expect(dryRun({ steps, type: "order.created" }).end.outcome).toBe("not_started");
    const refused = dryRun({ steps, trigger });
    expect(refused).toMatchObject({ milliTokens: 0, trace: [], end: { outcome: "not_started" } });
    expect(refused.end.reason).toMatch(/filter/);
    expect(dryRun({ steps, trigger, asksTrigger: false }).end.outcome).toBe("completed");
    expect(dryRun({ steps, trigger, payload: { n: 4 } }).end.outcome).toBe("completed");
  });

  it("hears what happens: an answer ends the wait, the time ends another, what came before is found", () => {
    const hear = (id: string, type: string) => ({
      ...{ id, type: "wait_for_event", event_types: [type], timeout: later(2) },
    });
    const reply = { kind: "event" as const, type: "message.received", payload: { text: "yes" } };
    const told = dryRun({
      steps: [
        hear("one", "message.received"),
        hear("two", "payment.received"),
        days("rest", 1),
        hear("three", "message.received"),
      ],
      happenings: [
        { after: later(5, "hours"), ...reply },
        { after: later(60, "hours"), ...reply },
      ],
    });
    expect(lines(told).filter((line) => !line.includes("waiting"))).toEqual([
      "one succeeded event 2026-03-02T14:00",
      "two succeeded timeout 2026-03-04T14:00",
      "rest succeeded success 2026-03-05T14:00",
      "three succeeded event 2026-03-05T14:00",
    ]);
    expect(told.trace.find(({ outlet }) => outlet === "event")?.output).toMatchObject({
      event_type: "message.received",
      text: "yes",
    });
    expect(told.happened.map(({ words }) => words)).toEqual([
      "The contact replied: “one” goes on",
      "The contact replied: nothing waits for it",
    ]);
  });

  it("needs an event each for two waits in a row", () => {
    const hear = (id: string) => ({
      ...{ id, type: "wait_for_event", event_types: ["message.received"], timeout: later(2) },
    });
    const reply = { kind: "event" as const, type: "message.received", payload: { text: "yes" } };
    const told = dryRun({
      steps: [hear("one"), hear("two")],
      happenings: [{ after: later(5, "hours"), ...reply }],
    });
    expect(lines(told).filter((line) => !line.includes("waiting"))).toEqual([
      "one succeeded event 2026-03-02T14:00",
      "two succeeded timeout 2026-03-04T14:00",
    ]);
  });

  it("ends where the flow says so: by an exit, by a reply", () => {
    const exits = dryRun({
      steps: [days("rest", 5), sms("late")],
      settings: { exit_conditions: [{ event_types: ["payment.received"] }] },
      happenings: [{ after: later(3), kind: "event", type: "payment.received", payload: {} }],
    });
    expect(exits.end).toEqual({
      ...{ outcome: "completed", reason: "exited: payment.received" },
      at: new Date("2026-03-05T09:00:00Z"),
    });
    expect(lines(exits).at(-1)).toBe("rest cancelled - 2026-03-05T09:00");
    expect(exits.happened[0]?.words).toBe("The contact paid: it ends the flow");
    const replied = dryRun({
      steps: [days("rest", 5), sms("late")],
      settings: { stop_on_reply: true },
      happenings: [{ after: later(1), kind: "event", type: "message.received", payload: {} }],
    });
    expect(replied.end.reason).toBe("exited: message.received");
  });

  it("leaves alone who opted out, and says so", () => {
    const told = dryRun({
      steps: [sms("one"), days("rest", 2), sms("two"), email("three", { purpose: "marketing" })],
      happenings: [{ after: later(1), kind: "opt_out", channel: "sms" }],
    });
    const gates = told.trace.map(({ gate }) => gate && `${gate.verdict} ${gate.rule}`);
    expect(gates.filter(Boolean)).toEqual(["send clear", "skip consent", "skip opt_out"]);
    expect(told.happened).toMatchObject([{ kind: "opt_out", words: "The contact opts out of SMS" }]);
    expect(told.trace.at(-1)).toMatchObject({ milliTokens: 0, tokenNote: "gate" });
  });

  it("tries a failing step again at the times of production, and goes out by its error", () => {
    const fail = { code: "busy", message: "busy", retryable: true };
    const again = dryRun({
      steps: [sms("send")],
      settings: { retry_count: 2, retry_delay: 60_000 },
      faults: [{ stepId: "send", times: 2, error: fail }],
    });
    expect(lines(again)).toEqual([
      "send retrying - 2026-03-02T09:00",
      "send retrying - 2026-03-02T09:01",
      "send succeeded success 2026-03-02T09:03",
    ]);
    expect(again.trace.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const always = dryRun({
      steps: [
        { ...sms("send"), on_error: "sorry" },
        { id: "sorry", type: "action", action_id: "log", config: { message: "{{error.code}}" } },
      ],
      settings: { retry_count: 1, retry_delay: 60_000 },
      faults: [{ stepId: "send", times: "always", error: fail }],
    });
    expect(lines(always).slice(-2)).toEqual([
      "send failed error 2026-03-02T09:01",
      "sorry succeeded success 2026-03-02T09:01",
    ]);
    expect(always.trace.at(-1)?.output).toMatchObject({ message: "busy" });
    expect(always).toMatchObject({ milliTokens: RUN, end: { outcome: "completed" } });
    const unhandled = dryRun({
      steps: [sms("send")],
      settings: { retry_count: 0 },
      faults: [{ stepId: "send", times: 1, error: fail }],
    });
    expect(unhandled.end).toMatchObject({ outcome: "failed", reason: "busy" });
  });

  it("calls, waits for the end of the call, and charges its minutes", () => {
    const call = {
      id: "call",
      type: "action",
      action_id: "make_call",
      config: { to: "{{contact.phone}}", script: "Hi" },
    };
    const usual = dryRun({ steps: [call] });
    expect(lines(usual)).toEqual([
      "call waiting - 2026-03-02T09:00",
      "call succeeded success 2026-03-02T09:02",
    ]);
    expect(usual.trace[1]?.output).toMatchObject({ status: "completed", minutes: 2 });
    expect(usual.byKind.call_minute).toBe(2 * PRICES.call_minute.milliTokens);
    const ended = { kind: "event" as const, type: "call.completed" };
    const missed = dryRun({
      steps: [call],
      happenings: [{ ...ended, after: later(1, "hours"), payload: { status: "no-answer", seconds: 0 } }],
    });
    expect(missed.trace.at(-1)?.output).toMatchObject({ status: "no-answer", minutes: 0 });
    expect(missed.byKind.call_minute).toBe(0);
    expect(missed.end.at).toEqual(new Date("2026-03-02T10:00:00Z"));
    const never = dryRun({ steps: [call], happenings: [{ ...ended, after: later(30), payload: {} }] });
    expect(never.end.at).toEqual(new Date("2026-03-03T09:00:00Z"));
    expect(never.trace.at(-1)?.output).toMatchObject({ status: "no-answer" });
  });

  it("goes through loops and other flows", () => {
    const child = flowDefinitionSchema.parse({
      trigger: { type: "manual" },
      steps: [days("nap", 1), { id: "give", type: "end", output: { got: "{{trigger.item}}" } }],
    });
    const told = dryRun({
      steps: [
        { id: "each", type: "for_each", items: "{{trigger.list}}", body: "ask", on_success: "tell" },
        { id: "ask", type: "sub_flow", flow_id: "child", input: { item: "{{item}}" }, on_success: "each" },
        {
          id: "tell",
          type: "action",
          action_id: "log",
          config: { message: "{{steps.each.output.results[1].output.got}}" },
        },
      ],
      payload: { list: ["a", "b"] },
      flow: (id) => (id === "child" ? { name: "Child", definition: child } : { problem: "no" }),
    });
    expect(lines(told).filter((line) => !line.includes("waiting"))).toEqual([
      "nap@ask#0/ succeeded success 2026-03-03T09:00",
      "give@ask#0/ succeeded success 2026-03-03T09:00",
      "ask@0 succeeded success 2026-03-03T09:00",
      "nap@ask#1/ succeeded success 2026-03-04T09:00",
      "give@ask#1/ succeeded success 2026-03-04T09:00",
      "ask@1 succeeded success 2026-03-04T09:00",
      "each succeeded success 2026-03-04T09:00",
      "tell succeeded success 2026-03-04T09:00",
    ]);
    expect(told.trace.at(-1)?.output).toMatchObject({ message: "b" });
    expect(told.milliTokens).toBe(3 * RUN);
  });

  it("answers with what was recorded, and reads what steps did to the contact", () => {
    const look = {
      id: "look",
      type: "action",
      action_id: "http_request",
      config: { url: "https://example.com" },
    };
    const told = dryRun({
      steps: [
        look,
        { id: "tag", type: "action", action_id: "add_tag", config: { tags: "vip" } },
        {
          id: "if",
          type: "condition",
          condition: {
            and: [
              { field: "steps.look.output.body.state", operator: "equals", value: "late" },
              { field: "contact.tags", operator: "contains", value: "vip" },
            ],
          },
          on_false: "end",
        },
        sms("both"),
      ],
      recorded: new Map([["look", { body: { state: "late" } }]]),
    });
    expect(told.trace.map(({ stepId }) => stepId)).toEqual(["look", "tag", "if", "both"]);
    expect(anna.fields.tags).toEqual([]);
  });

  it("stays where nothing goes on, and stops at its end of time", () => {
    const waits = { id: "wait", type: "wait_for_event", event_types: ["x.y"] };
    const stays = dryRun({ steps: [waits] });
    expect(stays.end).toMatchObject({ outcome: "unfinished", at: new Date("2026-03-02T09:00:00Z") });
    const until = new Date("2026-03-04T00:00:00Z");
    expect(dryRun({ steps: [days("rest", 5)], until }).end).toEqual({
      outcome: "unfinished",
      reason: null,
      at: until,
    });
    const many = dryRun({
      steps: [
        { id: "each", type: "for_each", items: "{{trigger.list}}", body: "note" },
        { id: "note", type: "action", action_id: "log", config: { message: "x" }, on_success: "each" },
      ],
      payload: { list: Array.from({ length: 500 }, (_, index) => index) },
      most: 100,
    });
    expect(many.end.outcome).toBe("unfinished");
    expect(many.trace.length).toBeLessThanOrEqual(110);
  });
});
