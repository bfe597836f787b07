/** A flow tried with an event: what it would do, with whom, and nothing of it left behind. */
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { gallery } from "@/server/templates/gallery";
import { callerOf, newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { drive, send } from "./support/engine";

let owner: Person;
let workspace: string;
let flowId: string;

const definition = (more: object = {}) =>
  flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      {
        id: "mail",
        type: "action",
        action_id: "send_email",
        config: { to: "{{contact.email}}", subject: "Order", body: "Thanks, {{contact.first_name}}" },
      },
      {
        ...{
          id: "paid",
          type: "wait_for_event",
          event_types: ["payment.received"],
          timeout: { value: 3, unit: "days" },
        },
        ...{ on_event: "end", on_timeout: "remind" },
      },
      {
        id: "remind",
        type: "action",
        action_id: "send_email",
        config: { to: "{{contact.email}}", subject: "Reminder", body: "Please pay" },
      },
    ],
    ...more,
  });

beforeEach(async () => {
  owner = await newPerson("Dora");
  workspace = owner.workspace.slug;
  flowId = (await owner.caller.flows.create({ workspace, name: "Orders", definition: definition() })).id;
});

const made = { type: "order.created", payload: { email: "new@example.com", name: "Nina New" } };
const rows = async (table: string) =>
  (
    await pool().query<{ n: number }>(`select count(*)::int as n from ${table} where workspace_id = $1`, [
      owner.workspace.id,
    ])
  ).rows[0]?.n;

describe("a dry run", () => {
  test("tells every message and what it costs, and leaves nothing behind", async () => {
    const before = await Promise.all(
      ["events", "contacts", "flow_executions", "messages", "usage_records"].map(rows),
    );
    const { simulation, basis, contact, timezone } = await owner.caller.dryRun.simulate({
      workspace,
      flowId,
      event: made,
    });
    const messages = simulation.trace.flatMap(({ message }) => message ?? []);
    expect(messages.map(({ to, subject, body }) => [to, subject, body.includes("Nina")])).toEqual([
      ["new@example.com", "Order", true],
      ["new@example.com", "Reminder", false],
    ]);
    expect(simulation).toMatchObject({ end: { outcome: "completed" }, milliTokens: 700 });
    expect(basis[0]).toContain("Nothing is sent");
    expect(contact).toEqual({ id: null, name: "Nina New" });
    expect(timezone).toEqual({ workspace: "Europe/Berlin", contact: null });
    expect(
      await Promise.all(["events", "contacts", "flow_executions", "messages", "usage_records"].map(rows)),
    ).toEqual(before);
  });

  test("takes what happens meanwhile, and steps that fail", async () => {
    const paid = await owner.caller.dryRun.simulate({
      ...{ workspace, flowId, event: made },
      happenings: [
        { kind: "event", after: { value: 1, unit: "days" }, type: "payment.received", payload: {} },
      ],
    });
    expect(paid.simulation.trace.map(({ stepId, outlet }) => [stepId, outlet])).toContainEqual([
      "paid",
      "event",
    ]);
    expect(paid.simulation.milliTokens).toBe(600);
    const failing = await owner.caller.dryRun.simulate({
      ...{ workspace, flowId, event: made },
      faults: [{ stepId: "mail", times: "always" }],
    });
    expect(failing.simulation.end.outcome).toBe("failed");
  });

  test("goes by the flow as it is being edited", async () => {
    const short = definition({ steps: definition().steps.slice(0, 1) });
    const { simulation } = await owner.caller.dryRun.simulate({
      workspace,
      flowId,
      event: made,
      definition: short,
    });
    expect(simulation.milliTokens).toBe(600);
    const circle = definition({
      steps: [
        { id: "a", type: "delay", for: { value: 1, unit: "days" }, on_success: "b" },
        { id: "b", type: "delay", for: { value: 1, unit: "days" }, on_success: "a" },
      ],
    });
    expect(
      (await refusalOf(owner.caller.dryRun.simulate({ workspace, flowId, event: made, definition: circle })))
        .code,
    ).toBe("invalid");
  });

  test("starts from a real event, with its contact as they are today", async () => {
    const known = await owner.caller.contacts.create({
      workspace,
      contact: { email: "known@example.com", name: "Karl Known", timezone: "Asia/Tokyo" },
    });
    const { eventId } = await send(owner.workspace.id, "order.created", {
      email: "known@example.com",
      total: 5,
    });
    await owner.caller.contacts.change({ workspace, contactId: known.id, patch: { name: "Karla Known" } });
    const real = await owner.caller.dryRun.simulate({ workspace, flowId, event: { eventId } });
    expect(real.contact).toEqual({ id: known.id, name: "Karla Known" });
    expect(real.timezone.contact).toBe("Asia/Tokyo");
    expect(real.event.payload).toMatchObject({ total: 5 });
    expect(real.basis.join(" ")).toContain("today's contact data");

    const other = await owner.caller.dryRun.simulate({ workspace, flowId, event: made, contactId: known.id });
    expect(other.simulation.trace[0]?.message?.to).toBe("known@example.com");
    const denied = await owner.caller.dryRun.simulate({
      ...{ workspace, flowId, event: { eventId } },
      contact: { timezone: "America/New_York", consents: { email: "denied" } },
    });
    expect(denied.timezone.contact).toBe("America/New_York");
    expect(denied.simulation.trace[0]).toMatchObject({
      gate: { verdict: "skip", rule: "consent" },
      milliTokens: 0,
    });
  });

  test("answers with what the steps of a run answered", async () => {
    const asks = definition({
      steps: [
        { id: "code", type: "action", action_id: "offer_discount", config: { percent: 10 } },
        {
          id: "mail",
          type: "action",
          action_id: "send_email",
          config: { to: "{{contact.email}}", subject: "Code", body: "Use {{steps.code.output.code}}" },
        },
      ],
    });
    const { id } = await owner.caller.flows.create({ workspace, name: "Code", definition: asks });
    await owner.caller.flows.publish({ workspace, flowId: id });
    await owner.caller.flows.activate({ workspace, flowId: id });
    const { runs } = await send(owner.workspace.id, "order.created", { email: "new@example.com" });
    const runId = runs[0]?.id ?? "";
    await drive(runId);
    const { rows: steps } = await pool().query<{ step_id: string; result: { code?: string } }>(
      "select step_id, result from automation_event_log where run_id = $1 and step_id = 'code'",
      [runId],
    );
    const code = steps[0]?.result.code;
    expect(code).toBeTruthy();
    const { simulation } = await owner.caller.dryRun.simulate({
      workspace,
      flowId: id,
      event: made,
      recordedRunId: runId,
    });
    expect(simulation.trace.at(-1)?.message?.body).toContain(code);
  });

  test("is for those who may see the flow, and knows no other workspace's contacts and events", async () => {
    const viewer = await newMember(owner, "viewer");
    await viewer.caller.dryRun.simulate({ workspace, flowId, event: made });
    const stranger = await newPerson("Sid");
    const theirs = await stranger.caller.contacts.create({
      workspace: stranger.workspace.slug,
      contact: { email: "sid@example.com" },
    });
    const { eventId } = await send(stranger.workspace.id, "order.created", { email: "sid@example.com" });
    for (const input of [{ event: made, contactId: theirs.id }, { event: { eventId } }])
      expect((await refusalOf(owner.caller.dryRun.simulate({ workspace, flowId, ...input }))).code).toBe(
        "not_found",
      );
  });
});

describe("a template's dry run", () => {
  const anybody = callerOf(null);

  test("is for anybody: its first sample, for somebody who agreed to messages", async () => {
    const [template] = gallery();
    if (!template) throw new Error("There is no template");
    const run = await anybody.dryRun.template({ slug: template.slug });
    expect(run.event.type).toBe(template.samples[0]?.type);
    expect(run.simulation.end.outcome).toBe("completed");
    expect(run.basis[0]).toContain("Nothing is sent");
  });

  test("is refused when there is none of that name", async () => {
    expect((await refusalOf(anybody.dryRun.template({ slug: "no-such-template" }))).code).toBe("not_found");
  });
});
