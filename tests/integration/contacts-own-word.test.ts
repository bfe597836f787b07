/** Who opted out by themself is not opted in again by somebody else. */
import { beforeEach, describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { contactBodySchema } from "@/server/domain/contact-document";
import { changeConsent, changeContactBody } from "@/server/features/contacts/mutations";
import { consentOf, setConsent } from "@/server/records/consent";
import { importContact } from "@/server/records/import-contact";
import { mergeContacts } from "@/server/records/merge-contacts";
import { optIn, optOut } from "@/server/records/opt-out";
import { receiveMessage } from "@/server/records/receive-message";
import { newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { drive, publish, readRun, send, sendAnytime } from "./support/engine";

let owner: Person;
let contactId: string;

beforeEach(async () => {
  owner = await newPerson("Olga");
  await sendAnytime(owner.workspace.id);
  contactId = await addContact({ email: "ada@example.com", phone: "+43660123456", name: "Ada" });
});

const here = () => owner.workspace.id;
const member = () => ({ type: "user" as const, id: owner.id, name: owner.name });

async function addContact(contact: Record<string, string>): Promise<string> {
  const made = await owner.caller.contacts.create({ workspace: owner.workspace.slug, contact });
  return made.id;
}

const say = (body: string) =>
  inTransaction((tx) =>
    receiveMessage(tx, here(), { channel: "sms", from: "+43660123456", body }, { source: "api" }),
  );
const unsubscribe = (subscribed = false) =>
  inTransaction((tx) => {
    const choice = {
      contactId,
      address: "ada@example.com",
      channel: "email" as const,
      source: "unsubscribe link",
    };
    const cause = { source: "platform", actor: { type: "contact" as const, id: contactId, name: "Ada" } };
    return (subscribed ? optIn : optOut)(tx, here(), choice, cause);
  });
const grant = (channel: "email" | "sms" | "call" | "all", reason?: string) =>
  owner.caller.contacts.setConsent({
    ...{ workspace: owner.workspace.slug, contactId, channel, state: "granted" },
    ...(reason && { reason }),
  });
const states = async (id = contactId) => {
  const { email, sms, call } = await consentOf(pool(), here(), id);
  return [email, sms, call].map(({ state, own }) => `${state}${own ? "!" : ""}`);
};

/** What the gate makes of a marketing message to the contact now. */
async function marketing(channel: "email" | "sms"): Promise<unknown> {
  const config =
    channel === "email"
      ? { to: "ada@example.com", subject: "Offer", body: "Buy", purpose: "marketing" }
      : { to: "+43660123456", message: "Offer", purpose: "marketing" };
  await publish(here(), {
    name: "Offer",
    trigger: { type: "event", event_types: [`offer.${channel}`] },
    steps: [{ id: "offer", type: "action", action_type: `send_${channel}`, config }],
  });
  const { runs } = await send(here(), `offer.${channel}`, { email: "ada@example.com" });
  const runId = runs.at(-1)?.id ?? "";
  await drive(runId);
  const result = (await readRun(runId)).steps.offer?.result;
  const { rule = "sent" } = { ...(typeof result === "object" && result) } as { rule?: string };
  return rule;
}

describe("after STOP", () => {
  beforeEach(async () => {
    await grant("email");
    await say("STOP");
    expect(await states()).toEqual(["denied!", "denied!", "denied!"]);
  });

  test("a member cannot allow a channel without saying how they asked for it", async () => {
    for (const channel of ["sms", "email", "all"] as const)
      expect(await refusalOf(grant(channel))).toMatchObject({
        code: "conflict",
        message:
          "Ada opted out (reply by SMS). Only Ada takes that back: by writing START, or by the link in an email. If they asked you for it, send how as reason.",
      });
    expect(await states()).toEqual(["denied!", "denied!", "denied!"]);
    expect(await marketing("email")).toBe("consent");
  });

  test("neither can a program that says so on the side, a file, or a flow's record", async () => {
    const body = contactBodySchema.parse({ name: "Ada L", consent: { email: true, sms: true } });
    const by = { actor: { type: "api_key" as const, id: null, name: "Shop" }, source: "api" };
    await changeContactBody(here(), by, contactId, body);
    const row = {
      contact: { email: "ada@example.com" },
      consents: [{ channel: "sms" as const, state: "granted" as const }],
    };
    await inTransaction((tx) => importContact(tx, here(), row, { source: "import" }, { startsFlows: false }));
    await inTransaction((tx) =>
      setConsent(tx, here(), contactId, "all", "granted", "flow", { source: "platform" }),
    );
    expect(await states()).toEqual(["denied!", "denied!", "denied!"]);
  });

  test("START opens the channel it came by, and that one only", async () => {
    await say("START");
    expect(await states()).toEqual(["denied!", "granted!", "denied!"]);
    expect(await marketing("sms")).toBe("sent");
    expect(await marketing("email")).toBe("consent");
  });

  test("a reason opens it too, is kept as proof, and takes the number off the list", async () => {
    await grant("sms", "asked for it on the phone on 12 March");
    expect(await states()).toEqual(["denied!", "granted!", "denied!"]);
    expect(await marketing("sms")).toBe("sent");
    const { rows } = await pool().query(
      "select source, actor_type from consent_changes where workspace_id = $1 and after = 'granted' and channel = 'sms'",
      [here()],
    );
    expect(rows).toEqual([
      { source: "told Olga: asked for it on the phone on 12 March", actor_type: "user" },
    ]);
    const { entries } = await owner.caller.audit.list({ workspace: owner.workspace.slug, filter: {} });
    expect(entries.map(({ action }) => action)).toContain("contact.opt_out_lifted");
    const left = await pool().query("select 1 from suppressions where workspace_id = $1", [here()]);
    expect(left.rows).toEqual([]);
  });

  test("STOP again after that closes all again, and is answered", async () => {
    await grant("sms", "asked for it on the phone");
    await say("STOP");
    expect(await states()).toEqual(["denied!", "denied!", "denied!"]);
  });
});

describe("after unsubscribing from emails by the link", () => {
  beforeEach(() => unsubscribe());

  test("another channel that a member allows is not opened either", async () => {
    expect(await refusalOf(grant("sms"))).toMatchObject({ code: "conflict" });
    // As somebody could who is asked nothing.
    await inTransaction((tx) =>
      setConsent(tx, here(), contactId, "sms", "granted", "flow", { source: "api" }),
    );
    expect(await states()).toEqual(["denied!", "granted", "unknown"]);
    expect(await marketing("sms")).toBe("opt_out");
  });

  test("subscribing again by the link opens it", async () => {
    await unsubscribe(true);
    expect(await states()).toEqual(["granted!", "unknown", "unknown"]);
    expect(await marketing("email")).toBe("sent");
    await grant("sms");
    expect(await marketing("sms")).toBe("sent");
  });
});

test("what a member refused for them, a member allows again; their own STOP after that holds", async () => {
  await changeConsent(here(), member(), { contactId, channel: "all", state: "denied" });
  expect(await states()).toEqual(["denied", "denied", "denied"]);
  await grant("email");
  expect(await states()).toEqual(["granted", "denied", "denied"]);
  await changeConsent(here(), member(), { contactId, channel: "all", state: "denied" });
  await say("STOP");
  expect(await states()).toEqual(["denied!", "denied!", "denied!"]);
  expect(await refusalOf(grant("email"))).toMatchObject({ code: "conflict" });
  const { rows } = await pool().query(
    "select body from messages where workspace_id = $1 and direction = 'out'",
    [here()],
  );
  expect(rows).toHaveLength(1);
});

test("the own word of a duplicate goes over to the contact it becomes", async () => {
  const other = await addContact({ email: "ada@work.example" });
  await changeConsent(here(), member(), { contactId: other, channel: "email", state: "denied" });
  await unsubscribe();
  await inTransaction((tx) =>
    mergeContacts(tx, here(), other, contactId, { source: "manual", actor: member() }),
  );
  expect((await states(other))[0]).toBe("denied!");
});
