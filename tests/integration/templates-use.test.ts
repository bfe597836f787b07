import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { valueAt } from "@/server/domain/template-places";
import { findTemplate } from "@/server/templates/gallery";
import { callerOf, newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { drive, publish } from "./support/engine";

const SLUG = "lead-nurture-sequence";

let owner: Person;
let workspace: string;
beforeAll(async () => {
  owner = await newPerson("Olga");
  workspace = owner.workspace.slug;
});

const use = (answers: Record<string, never | string> = {}, useId = newId()) =>
  owner.caller.templates.use({ workspace, ref: SLUG, useId, answers });

const flowsOf = async ({ workspace: { id } }: Person) => {
  const { rows } = await pool().query<{ id: string; status: string }>(
    "select id, status from automation_flows where workspace_id = $1 order by id",
    [id],
  );
  return rows;
};

describe("using a template", () => {
  test("makes a draft with the answers in their places, and says so in the audit log", async () => {
    const { flowId } = await use({ business: "Olga's Bikes", welcome: "Hi {{contact.first_name}}!" });
    const flow = await owner.caller.flows.get({ workspace, flowId });
    expect(flow).toMatchObject({ status: "draft", name: "Lead nurture sequence" });
    expect(valueAt(flow.draft, "variables.business")).toBe("Olga's Bikes");
    expect(valueAt(flow.draft, "steps.welcome_sms.config.message")).toBe("Hi {{contact.first_name}}!");
    const { entries } = await owner.caller.audit.list({ workspace, filter: {} });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["template.used", "flow.created"]),
    );
  });

  test("pressed twice makes one flow", async () => {
    const useId = newId();
    const before = (await flowsOf(owner)).length;
    const made = await Promise.all([use({}, useId), use({}, useId), use({}, useId)]);
    expect(new Set(made.map(({ flowId }) => flowId)).size).toBe(1);
    expect(await use({}, useId)).toEqual(made[0]);
    expect(await flowsOf(owner)).toHaveLength(before + 1);
  });

  test("leaves nothing behind when an answer is refused", async () => {
    const before = await flowsOf(owner);
    const useId = newId();
    const refusal = await refusalOf(use({ pause: "soon" }, useId));
    expect(refusal).toMatchObject({ code: "invalid", problems: [{ field: "answers.pause" }] });
    expect(await flowsOf(owner)).toEqual(before);
    const { rows } = await pool().query("select 1 from template_uses where id = $1", [useId]);
    expect(rows).toEqual([]);
  });

  test("is not there under another name", async () => {
    const refusal = await refusalOf(
      owner.caller.templates.use({ workspace, ref: "no-such", useId: newId(), answers: {} }),
    );
    expect(refusal.code).toBe("not_found");
  });
});

describe("setting it up", () => {
  test("goes on where it was left, until it is on", async () => {
    const person = await newPerson("Ivo");
    const at = person.workspace.slug;
    const ref = "payment-follow-up";
    const { flowId } = await person.caller.templates.use({ workspace: at, ref, useId: newId(), answers: {} });
    expect(await person.caller.templates.openSetups({ workspace: at })).toMatchObject([{ flowId }]);
    expect(await person.caller.templates.setup({ workspace: at, flowId })).toMatchObject({
      ...{ flowId, status: "draft", edited: false, ref },
    });
    await person.caller.templates.answer({
      ...{ workspace: at, flowId, answers: { business: "Another name" } },
    });
    const { draft } = await person.caller.flows.get({ workspace: at, flowId });
    expect(valueAt(draft, "variables.business")).toBe("Another name");

    await person.caller.flows.activate({ workspace: at, flowId });
    expect(await person.caller.templates.openSetups({ workspace: at })).toEqual([]);
    const sample = findTemplate(ref)?.samples[0];
    const { runId } = await person.caller.flows.testRun({
      ...{ workspace: at, flowId, type: sample?.type, payload: sample?.payload },
    });
    await drive(runId);
    const { messages } = await person.caller.messages.list({ workspace: at, runId });
    expect(messages).toMatchObject([
      { channel: "email", via: "sandbox", subject: expect.stringContaining("Maria") },
    ]);
  });

  test("does not write answers over what somebody changed by hand", async () => {
    const { flowId } = await use();
    const { draft, draftRevision } = await owner.caller.flows.get({ workspace, flowId });
    await owner.caller.flows.saveDraft({
      ...{ workspace, flowId, revision: draftRevision, clientId: "a-browser-tab" },
      definition: { ...draft, variables: { ...draft.variables, business: "By hand" } },
    });
    expect(await owner.caller.templates.setup({ workspace, flowId })).toMatchObject({ edited: true });
    const refusal = await refusalOf(owner.caller.templates.answer({ workspace, flowId, answers: {} }));
    expect(refusal.code).toBe("conflict");
    const after = await owner.caller.flows.get({ workspace, flowId });
    expect(valueAt(after.draft, "variables.business")).toBe("By hand");
  });

  test("is only for flows that were made of a template", async () => {
    const { id: flowId } = await owner.caller.flows.create({ workspace, name: "Plain" });
    expect((await refusalOf(owner.caller.templates.setup({ workspace, flowId }))).code).toBe("not_found");
  });
});

describe("templates of a workspace's own", () => {
  const document = {
    name: "Ask the boss",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      {
        id: "tell",
        type: "action",
        action_id: "send_email",
        config: { to: "boss@example.com", subject: "An order of {{trigger.total}}", body: "Look." },
      },
      { id: "pause", type: "delay", for: { value: 1, unit: "days" } },
    ],
  };
  const questions = [
    {
      ...{ id: "pause", label: "How long?", kind: "duration" as const, sets: ["steps.pause.for"] },
      initial: { value: 1, unit: "days" },
    },
  ];
  const save = async () => {
    const { flowId } = await publish(owner.workspace.id, document);
    return owner.caller.templates.save({
      ...{ workspace, flowId, name: "Ask the boss", description: "", category: "sales", questions },
    });
  };

  test("are saved with their questions, listed and used", async () => {
    const { id } = await save();
    const [own] = await owner.caller.templates.own({ workspace });
    expect(own).toMatchObject({ id, name: "Ask the boss", sharePath: null });
    const answers = { pause: { value: 3, unit: "days" } };
    const { flowId } = await owner.caller.templates.use({ workspace, ref: id, useId: newId(), answers });
    const { draft } = await owner.caller.flows.get({ workspace, flowId });
    expect(valueAt(draft, "steps.pause.for")).toEqual({ value: 3, unit: "days" });
    // Within the workspace its people stay.
    expect(valueAt(draft, "steps.tell.config.to")).toBe("boss@example.com");
  });

  test("are shared by a link that shows nothing of the workspace's own, and is taken back", async () => {
    const { id: templateId } = await save();
    const { path } = await owner.caller.templates.share({ workspace, templateId });
    expect(await owner.caller.templates.share({ workspace, templateId })).toEqual({ path });
    const ref = path.split("/").at(-1) ?? "";
    expect(ref.length).toBeGreaterThan(40);
    const nobody = callerOf(null);
    const shown = await nobody.templates.show({ ref });
    expect(shown).toMatchObject({ origin: "shared", sharedBy: owner.workspace.name });
    expect(JSON.stringify(shown)).not.toContain("boss@example.com");

    const stranger = await newPerson("Sven");
    const at = stranger.workspace.slug;
    const { flowId } = await stranger.caller.templates.use({
      ...{ workspace: at, ref, useId: newId(), answers: {} },
    });
    await owner.caller.templates.unshare({ workspace, templateId });
    expect(await nobody.templates.show({ ref })).toBeNull();
    expect(await owner.caller.templates.share({ workspace, templateId })).not.toEqual({ path });
    // What was made of it stays, and can still be set up.
    expect(await stranger.caller.templates.setup({ workspace: at, flowId })).toMatchObject({ ref: "shared" });
  });

  test("are exported and imported elsewhere", async () => {
    const { id } = await save();
    const { template, leftOut } = await owner.caller.templates.export({ workspace, ref: id });
    expect(leftOut).toEqual([{ stepId: "tell", field: "config.to", what: "person" }]);
    const stranger = await newPerson("Ines");
    const at = stranger.workspace.slug;
    const imported = await stranger.caller.templates.import({ workspace: at, document: template });
    const found = await stranger.caller.templates.get({ workspace: at, ref: imported.id });
    expect(found.template.questions).toEqual(questions);
    expect(flowDefinitionSchema.parse(found.definition).steps).toHaveLength(2);
    const refusal = await refusalOf(stranger.caller.templates.import({ workspace: at, document: {} }));
    expect(refusal.code).toBe("invalid");
  });

  test("are removed with their link", async () => {
    const { id: templateId } = await save();
    const { path } = await owner.caller.templates.share({ workspace, templateId });
    await owner.caller.templates.remove({ workspace, templateId });
    expect(await callerOf(null).templates.show({ ref: path.split("/").at(-1) ?? "" })).toBeNull();
    const refusal = await refusalOf(owner.caller.templates.get({ workspace, ref: templateId }));
    expect(refusal.code).toBe("not_found");
  });

  test("are shared by owners and admins alone", async () => {
    const { id: templateId } = await save();
    const editor = await newMember(owner, "editor");
    const refusal = await refusalOf(editor.caller.templates.share({ workspace, templateId }));
    expect(refusal.code).toBe("forbidden");
  });

  test("cannot ask for what the flow has no place for", async () => {
    const { flowId } = await publish(owner.workspace.id, document);
    const refusal = await refusalOf(
      owner.caller.templates.save({
        ...{ workspace, flowId, name: "Broken", category: "sales" },
        questions: [
          { ...questions[0], id: "gone", label: "x", kind: "text", initial: "", sets: ["steps.gone.for"] },
        ],
      }),
    );
    expect(refusal).toMatchObject({ code: "invalid", problems: [{ field: "questions.0" }] });
  });
});

test("what is connected is known by what needs it", async () => {
  expect(await owner.caller.templates.connected({ workspace })).toEqual({});
  await owner.caller.connections.saveSmtp({
    workspace,
    connectionId: null,
    connection: {
      ...{ name: "Our mail", password: "secret", isDefault: true },
      settings: {
        ...{ host: "mail.example.com", port: 587, security: "starttls", user: "olga" },
        ...{ from_address: "olga@example.com", from_name: "Olga" },
      },
    },
  });
  expect(await owner.caller.templates.connected({ workspace })).toEqual({ email: "Our mail" });
});
