import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as platformRoute from "@/app/plugins/automation/webhook/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { signWebhook } from "@/server/integrations/sign-webhook";
import { findPlugin } from "@/server/plugins/find-plugin";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { forgetInstalledPlugins } from "@/server/plugins/installed-plugins";
import { newPerson, type Person } from "../fixtures/people";
import { publish } from "../integration/support/engine";
import { call, fieldsOf, type Sent } from "./support/rest";
import { readEvent, rowCounts } from "./support/rows";

const body = JSON.stringify({ event_type: "customer.created", payload: { customer_id: "123" } });

let person: Person;
let secret: string;
let before: Record<string, number>;

beforeAll(async () => {
  person = await newPerson();
  await installSandboxPlugins(pool(), person.workspace.id);
  secret = await secretOf(person, "email-marketing");
});
beforeEach(async () => {
  before = await rowCounts();
});

async function secretOf({ workspace }: Person, slug: string): Promise<string> {
  forgetInstalledPlugins();
  const plugin = await findPlugin(workspace.id, slug);
  if (!plugin) throw new Error(`${slug} is not installed`);
  return plugin.secret;
}

type Signing = { at?: Date; id?: string; signed?: string; secret?: string };

const signed = ({ at = new Date(), id = newId(), ...signing }: Signing = {}): Record<string, string> => ({
  ...signWebhook(signing.secret ?? secret, { id, at, body: signing.signed ?? body }),
  "x-baton-workspace": person.workspace.id,
  "x-baton-plugin": "email-marketing",
});

const post = (headers: Sent["headers"], sent: Sent = {}) =>
  call(platformRoute, { body, ...sent, headers: { "x-forwarded-for": newId(), ...headers } });

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe("a plugin's signed event", () => {
  test("comes from that plugin, and starts the flows that listen to it", async () => {
    const listening = (plugin_id?: string) =>
      publish(person.workspace.id, {
        name: `For ${plugin_id}`,
        trigger: { type: "event", event_types: ["customer.created"], ...(plugin_id && { plugin_id }) },
        steps: [{ id: "say", type: "action", action_type: "log", config: { message: "Hello" } }],
      });
    const own = await listening("email-marketing");
    const any = await listening("platform");
    await listening("logging-plugin");
    const answer = await post(signed());
    expect(answer.status).toBe(202);
    expect(await readEvent(answer.body.event_id)).toMatchObject({ source: "email-marketing" });
    const runs = [own, any].map(({ flowId }) => ({ id: expect.any(String), flow_id: flowId }));
    expect(answer.body.runs).toEqual(expect.arrayContaining(runs));
    expect(answer.body.runs).toHaveLength(2);
  });

  test("may name workspace and plugin as they are called", async () => {
    for (const workspace of [person.workspace.id, person.workspace.slug])
      expect((await post({ ...signed(), "x-baton-workspace": workspace })).status).toBe(202);
    const crm = { ...signed({ secret: await secretOf(person, "crm") }), "x-baton-plugin": "crm" };
    const answer = await post(crm);
    expect(await readEvent(answer.body.event_id)).toMatchObject({ source: "crm-plugin" });
  });

  test("is taken with one good signature of several", async () => {
    const headers = signed();
    const several = `v1a,xyz v1,${Buffer.alloc(32).toString("base64")} ${headers["webhook-signature"]}`;
    expect((await post({ ...headers, "webhook-signature": several })).status).toBe(202);
  });

  test("is the same event when it is sent again", async () => {
    const headers = signed();
    const first = await post(headers);
    const second = await post(headers);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    const other = await post(signed());
    expect(other.body).toMatchObject({ duplicate: false });
  });

  test.each([-290, 290])("is taken %d seconds off", async (seconds) => {
    expect((await post(signed({ at: ago(seconds) }))).status).toBe(202);
  });

  test("is checked like any other", async () => {
    const wrong = JSON.stringify({ event_type: "a.b" });
    expect(fieldsOf(await post(signed({ signed: wrong }), { body: wrong }))).toEqual(["payload"]);
    const foreign = JSON.stringify({ event_type: "a.b", payload: {}, tenant_id: "other" });
    expect(fieldsOf(await post(signed({ signed: foreign }), { body: foreign }))).toEqual(["tenant_id"]);
    expect((await post({ ...signed(), "content-type": "text/plain" })).status).toBe(415);
  });
});

describe("refused with 401, and nothing is written:", () => {
  const cases: [string, () => Promise<[Sent["headers"], Sent?]> | [Sent["headers"], Sent?]][] = [
    ["another body", () => [signed(), { body: body.replace("123", "124") }]],
    ["another secret", () => [signed({ secret: "whsec_AAAA" })]],
    ["another plugin's secret", async () => [signed({ secret: await secretOf(person, "logging-plugin") })]],
    ["another id", () => [{ ...signed(), "webhook-id": newId() }]],
    [
      "another time",
      () => [{ ...signed({ at: ago(10) }), "webhook-timestamp": String(Math.floor(Date.now() / 1000)) }],
    ],
    ["a time over five minutes ago", () => [signed({ at: ago(310) })]],
    ["a time over five minutes ahead", () => [signed({ at: ago(-310) })]],
    ["a time that is none", () => [{ ...signed(), "webhook-timestamp": "now" }]],
    ["no id", () => [{ ...signed(), "webhook-id": null }]],
    ["no time", () => [{ ...signed(), "webhook-timestamp": null }]],
    ["an empty signature", () => [{ ...signed(), "webhook-signature": "" }]],
    [
      "a signature of another version",
      () => [
        { ...signed(), "webhook-signature": signed()["webhook-signature"]?.replace("v1,", "v2,") ?? "" },
      ],
    ],
    ["a short signature", () => [{ ...signed(), "webhook-signature": "v1,AAAA" }]],
    ["no workspace", () => [{ ...signed(), "x-baton-workspace": null }]],
    ["no plugin", () => [{ ...signed(), "x-baton-plugin": null }]],
    ["a plugin nobody has", () => [{ ...signed(), "x-baton-plugin": "nobody-s" }]],
    ["a workspace that is none", () => [{ ...signed(), "x-baton-workspace": newId() }]],
    [
      "a workspace without the plugin",
      async () => [{ ...signed(), "x-baton-workspace": (await newPerson()).workspace.id }],
    ],
  ];
  test.each(cases)("%s", async (_what, make) => {
    const [headers, sent] = await make();
    before = await rowCounts();
    const answer = await post(headers, sent);
    expect(answer.status).toBe(401);
    expect(await rowCounts()).toEqual(before);
  });

  test("an installation of the same plugin elsewhere", async () => {
    const other = await newPerson();
    await installSandboxPlugins(pool(), other.workspace.id);
    const theirs = await secretOf(other, "email-marketing");
    expect((await post(signed({ secret: theirs }))).status).toBe(401);
    expect(
      (await post({ ...signed({ secret: theirs }), "x-baton-workspace": other.workspace.id })).status,
    ).toBe(202);
  });
});

test("a stopped plugin is told so", async () => {
  await pool().query("update plugins set halted_at = now() where slug = 'email-marketing'");
  forgetInstalledPlugins();
  const answer = await post(signed());
  await pool().query("update plugins set halted_at = null where slug = 'email-marketing'");
  forgetInstalledPlugins();
  expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining("email-marketing") } });
  expect(await rowCounts()).toEqual(before);
});
