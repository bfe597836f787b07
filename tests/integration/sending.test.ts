/** The workspace's sending rules and suppression list, and what is told of the gate's decisions. */
import { describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { newMember, newPerson } from "../fixtures/people";
import { drive, publish, send } from "./support/engine";
import { contactId } from "./support/gate";

const audited = async (workspaceId: string) =>
  (
    await pool().query<{ action: string; target_name: string; details: Record<string, unknown> }>(
      "select action, target_name, details from audit_entries where workspace_id = $1 and action ~ '^(sending|suppression)' order by created_at, id",
      [workspaceId],
    )
  ).rows;

describe("sending rules", () => {
  test("are the defaults until somebody changes them, which is audited with what they were", async () => {
    const { caller, workspace: own } = await newPerson();
    const workspace = own.slug;
    expect(await caller.sending.rules({ workspace })).toEqual({
      rules: defaultSendingRules,
      changedAt: null,
    });
    const rules = { ...defaultSendingRules, hold_limit_hours: 12, team_addresses: ["+49 151 12345678"] };
    await caller.sending.setRules({ workspace, rules });
    expect(await caller.sending.rules({ workspace })).toEqual({
      rules: { ...rules, team_addresses: ["+4915112345678"] },
      changedAt: expect.any(Date),
    });
    expect(await audited(own.id)).toMatchObject([
      {
        action: "sending_rules.changed",
        details: { before: { hold_limit_hours: 72 }, after: { hold_limit_hours: 12 } },
      },
    ]);
  });

  test("that cannot be are refused, by field", async () => {
    const { caller, workspace } = await newPerson();
    const twice = { country: "FR", from: "20:00", to: "08:00", zone: null };
    const quiet_hours = { ...defaultSendingRules.quiet_hours, countries: [twice, twice] };
    await expect(
      caller.sending.setRules({
        workspace: workspace.slug,
        rules: { ...defaultSendingRules, quiet_hours },
      }),
    ).rejects.toThrow(/A country stands in the table once/);
  });

  test("are changed by owners and admins; editors may add to the list, and nobody else takes off", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const [editor, viewer] = [await newMember(owner, "editor"), await newMember(owner, "viewer")];
    await expect(
      editor.caller.sending.setRules({ workspace, rules: defaultSendingRules }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await editor.caller.sending.suppress({ workspace, text: "a@example.com" });
    await expect(
      editor.caller.sending.unsuppress({ workspace, address: "a@example.com" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(viewer.caller.sending.suppress({ workspace, text: "b@example.com" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await viewer.caller.sending.suppressions({ workspace })).suppressions).toHaveLength(1);
  });
});

describe("the suppression list", () => {
  test("takes what people paste, once, as it is compared; and says whose address it is", async () => {
    const { caller, workspace: own } = await newPerson();
    const workspace = own.slug;
    await send(own.id, "lead.created", { email: "ann@example.com", name: "Ann" });
    expect(
      await caller.sending.suppress({
        workspace,
        text: 'ANN@example.com\r\n"+49 151 12345678"; bob@example.com,ann@example.com\n\n',
        note: "Old list",
      }),
    ).toEqual({ added: 3, known: 0 });
    expect(await caller.sending.suppress({ workspace, text: "bob@example.com" })).toEqual({
      added: 0,
      known: 1,
    });
    const { suppressions } = await caller.sending.suppressions({ workspace });
    expect(suppressions.map(({ address }) => address).sort()).toEqual([
      "+4915112345678",
      "ann@example.com",
      "bob@example.com",
    ]);
    const found = await caller.sending.suppressions({ workspace, q: "ann@" });
    expect(found.suppressions).toMatchObject([
      { reason: "imported", note: "Old list", contact: { name: "Ann" } },
    ]);
    await caller.sending.unsuppress({ workspace, address: "ann@example.com" });
    await expect(caller.sending.unsuppress({ workspace, address: "ann@example.com" })).rejects.toThrow(
      /not on the suppression list/,
    );
    expect((await audited(own.id)).map(({ action, target_name }) => [action, target_name])).toEqual([
      ["suppression.added", "3 addresses"],
      ["suppression.removed", "ann@example.com"],
    ]);
  });

  test("takes nothing when something cannot be read, and names it", async () => {
    const { caller, workspace: own } = await newPerson();
    const workspace = own.slug;
    await expect(caller.sending.suppress({ workspace, text: "ann@example.com\n0151 123" })).rejects.toThrow(
      /“0151 123” is neither an email address nor a phone number/,
    );
    await expect(caller.sending.suppress({ workspace, text: " \n" })).rejects.toThrow(/at least one/);
    expect((await caller.sending.suppressions({ workspace })).suppressions).toEqual([]);
  });

  test("of thousands is read page by page, each address once", async () => {
    const { caller, workspace: own } = await newPerson();
    const workspace = own.slug;
    const text = Array.from({ length: 120 }, (_, index) => `n${index}@example.com`).join("\n");
    await caller.sending.suppress({ workspace, text });
    const seen = new Set<string>();
    let cursor: Awaited<ReturnType<typeof caller.sending.suppressions>>["nextCursor"] | undefined;
    do {
      const page = await caller.sending.suppressions({ workspace, cursor });
      for (const { address } of page.suppressions) seen.add(address);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(120);
  });
});

test("decisions are told of a contact, of a step and of a flow", async () => {
  const { caller, workspace: own } = await newPerson();
  const workspace = own.slug;
  const mail = (id: string, more: Record<string, unknown> = {}) => ({
    ...{ id, type: "action", action_id: "send_email" },
    config: { to: "{{trigger.email}}", body: "Hi", ...more },
  });
  const { flowId } = await publish(own.id, {
    name: "Mails",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [mail("receipt"), mail("offer", { purpose: "marketing" })],
  });
  const runIds: string[] = [];
  for (let round = 0; round < 30; round++) {
    const { runs } = await send(own.id, "lead.created", { email: "ann@example.com" });
    runIds.push(runs[0]?.id ?? "");
    await drive(runIds.at(-1) ?? "");
  }
  const [runId = ""] = runIds;
  const ann = await contactId(own.id, "email:ann@example.com");
  const first = await caller.gate.ofContact({ workspace, contactId: ann });
  expect(first.decisions).toHaveLength(50);
  expect(first.decisions[0]).toMatchObject({ verdict: "skip", rule: "consent", stepId: "offer" });
  const rest = await caller.gate.ofContact({ workspace, contactId: ann, cursor: first.nextCursor });
  expect(rest).toMatchObject({ nextCursor: null });
  const ids = [...first.decisions, ...rest.decisions].map(({ id }) => id);
  expect(new Set(ids).size).toBe(60);
  expect(await caller.gate.ofStep({ workspace, runId, stepId: "offer" })).toMatchObject([
    {
      verdict: "skip",
      rule: "consent",
      value: "unknown",
      recipient: "ann@example.com",
      flow: { id: flowId, name: "Mails" },
    },
  ]);
  expect(await caller.gate.figures({ workspace, flowId })).toEqual({
    days: 30,
    sent: 30,
    notStarted: [],
    ended: [],
    held: [],
    skipped: [{ rule: "consent", messages: 30 }],
  });
});
