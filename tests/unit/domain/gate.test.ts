import { describe, expect, test } from "vitest";
import { decideGate, type GateFacts } from "@/server/domain/gate";
import { defaultSendingRules, readSendingRules, sendingRulesSchema } from "@/server/domain/sending-rules";

const AT = new Date("2026-05-04T22:00:00Z");
const ago = (hours: number) => new Date(AT.getTime() - hours * 3_600_000);

/** A marketing text that nothing stands against. */
const clear: GateFacts = {
  messaging: { channel: "sms", to: "+4915112345678", purpose: "marketing" },
  address: "+4915112345678",
  contact: { archived: false, consents: { sms: { state: "granted", at: ago(100) } } },
  suppressed: null,
  over: null,
  exit: null,
  rules: { ...defaultSendingRules, rate_cap: { messages: 10, per: { value: 1, unit: "minutes" } } },
  zone: "Europe/Berlin",
  quiet: [],
  open: null,
  full: { channel: null, flow: null },
  flowCap: { messages: 2, per: { value: 2, unit: "days" } },
  rate: { full: null, ahead: 0 },
  firstHeldAt: null,
};
const denied = (hours: number) => ({ state: "denied" as const, at: ago(hours) });

/** What stands against it, in the order in which it is asked; each is told only when nothing before it is true. */
const AGAINST: [string, Partial<GateFacts>, { verdict: string; value: string; detail: string }][] = [
  [
    "unreachable",
    { address: null },
    {
      verdict: "skip",
      value: "+4915112345678",
      detail: "Skipped: +4915112345678 is not a valid phone number",
    },
  ],
  [
    "unknown_contact",
    { contact: null },
    {
      verdict: "skip",
      value: "+4915112345678",
      detail: "Skipped: +4915112345678 belongs to no contact. Add the contact first",
    },
  ],
  [
    "consent",
    { contact: { archived: false, consents: { sms: denied(1) } } },
    { verdict: "skip", value: "denied", detail: "Skipped: the contact opted out of SMS on Mon 4 May 2026" },
  ],
  [
    "opt_out",
    {
      contact: { archived: false, consents: { sms: { state: "granted", at: ago(100) }, email: denied(30) } },
    },
    { verdict: "skip", value: "email", detail: "Skipped: the contact opted out of emails on Sun 3 May 2026" },
  ],
  [
    "suppression",
    { suppressed: { reason: "bounce" } },
    { verdict: "skip", value: "bounce", detail: "Skipped: +4915112345678 is on the suppression list" },
  ],
  [
    "run_over",
    { over: { reason: "exited: message.received" } },
    {
      verdict: "skip",
      value: "exited: message.received",
      detail: "Skipped: the run had ended before (exited: message.received)",
    },
  ],
  [
    "exit",
    { exit: { eventType: "payment.received", at: ago(1) } },
    {
      verdict: "skip",
      value: "payment.received",
      detail: "Skipped: the contact paid before it was sent, which ends this flow",
    },
  ],
  [
    "quiet_hours",
    { quiet: [{ zone: "Europe/Berlin", from: "21:00", to: "08:00" }] },
    {
      verdict: "hold",
      value: "21:00–08:00 Europe/Berlin",
      detail: "Held until 08:00 in Berlin (quiet hours 21:00–08:00)",
    },
  ],
  [
    "frequency_cap",
    { full: { channel: ago(3), flow: null } },
    {
      verdict: "hold",
      value: "1 per 24 hours",
      detail: "Held until 21:00 in Berlin (at most 1 SMS per 24 hours to a contact, over all flows)",
    },
  ],
  [
    "flow_frequency_cap",
    { full: { channel: null, flow: ago(3) } },
    {
      verdict: "hold",
      value: "2 per 2 days",
      detail:
        "Held until Wed 6 May, 21:00 in Berlin (at most 2 messages per 2 days to a contact, by this flow)",
    },
  ],
  [
    "rate_cap",
    { rate: { full: new Date(AT.getTime() - 20_000), ahead: 25 } },
    {
      verdict: "hold",
      value: "10 per minute",
      detail: "Held until 00:02 in Berlin (the workspace sends 10 per minute)",
    },
  ],
];

describe("the gate", () => {
  test("lets through what nothing stands against, and says what it saw", () => {
    expect(decideGate(clear, AT)).toEqual({
      verdict: "send",
      rule: "clear",
      value: "consent granted",
      detail: "Nothing stood against it (marketing SMS, consent granted)",
    });
  });

  test.each(AGAINST)("%s alone decides, with its value and in words", (rule, facts, expected) => {
    expect(decideGate({ ...clear, ...facts }, AT)).toMatchObject({ rule, ...expected });
  });

  test.each(AGAINST.map(([rule], index) => [rule, index] as const))(
    "%s goes before all that comes after it",
    (rule, index) => {
      const all = AGAINST.slice(index)
        .map(([, more]) => more)
        .reverse();
      const full = Object.assign({ ...clear.full }, ...all.map((more) => notNull(more.full ?? clear.full)));
      const facts: GateFacts = Object.assign({ ...clear }, ...all, { full });
      expect(decideGate(facts, AT).rule).toBe(rule);
    },
  );
});

const notNull = (full: GateFacts["full"]) =>
  Object.fromEntries(Object.entries(full).filter(([, at]) => at !== null));

describe("consent", () => {
  const decide = (
    channel: "email" | "sms" | "call",
    purpose: "transactional" | "marketing",
    consents: NonNullable<GateFacts["contact"]>["consents"] | null,
  ) =>
    decideGate(
      {
        ...clear,
        messaging: { channel, purpose, to: "x" },
        address: channel === "email" ? "ann@example.com" : "+4915112345678",
        contact: consents && { archived: false, consents },
      },
      AT,
    ).rule;
  const granted = (hours: number) => ({ state: "granted" as const, at: ago(hours) });

  test.each([
    ["email", "transactional", null, "clear"],
    ["email", "marketing", null, "unknown_contact"],
    ["sms", "transactional", null, "unknown_contact"],
    ["call", "transactional", null, "unknown_contact"],
    ["email", "transactional", {}, "clear"],
    ["email", "marketing", {}, "consent"],
    ["sms", "transactional", {}, "clear"],
    ["sms", "marketing", {}, "consent"],
    ["call", "transactional", {}, "clear"],
    ["call", "marketing", {}, "consent"],
    ["email", "marketing", { email: granted(1) }, "clear"],
    ["email", "transactional", { email: denied(1) }, "consent"],
    ["email", "transactional", { call: denied(1) }, "opt_out"],
    // Who allows a channel after leaving another has chosen; who left afterwards has left.
    ["email", "marketing", { sms: denied(2), email: granted(1) }, "clear"],
    ["email", "marketing", { sms: denied(1), email: granted(2) }, "opt_out"],
  ] as const)("%s, %s, %j: %s", (channel, purpose, consents, rule) => {
    expect(decide(channel, purpose, consents)).toBe(rule);
  });
});

describe("caps", () => {
  const full = { channel: ago(1), flow: ago(1) };
  test.each([
    [{ channel: "sms", purpose: "transactional" }, "frequency_cap"],
    [{ channel: "sms", purpose: "transactional", uncapped: true }, "clear"],
    [{ channel: "email", purpose: "transactional" }, "flow_frequency_cap"],
    [{ channel: "email", purpose: "transactional", uncapped: true }, "clear"],
    [{ channel: "call", purpose: "transactional" }, "flow_frequency_cap"],
  ] as const)("%j: %s", (messaging, rule) => {
    expect(decideGate({ ...clear, messaging: { to: "x", ...messaging }, full }, AT).rule).toBe(rule);
  });

  test("a window that is over to the millisecond is free", () => {
    const free = { channel: ago(24), flow: null };
    expect(decideGate({ ...clear, full: free }, AT).rule).toBe("clear");
    const full = { channel: new Date(ago(24).getTime() + 1), flow: null };
    expect(decideGate({ ...clear, full }, AT)).toMatchObject({ until: new Date(AT.getTime() + 1) });
  });
});

describe("what is held too long", () => {
  const quiet = [{ zone: "UTC", from: "21:00", to: "08:00" }];
  test("is skipped, counted from when it was first held", () => {
    expect(decideGate({ ...clear, quiet, firstHeldAt: ago(61) }, AT).verdict).toBe("hold");
    expect(decideGate({ ...clear, quiet, firstHeldAt: ago(63) }, AT)).toMatchObject({
      verdict: "skip",
      rule: "held_too_long",
      value: "quiet_hours",
    });
  });

  test("hours that leave no moment free are skipped at once", () => {
    const never = [...quiet, { zone: "UTC", from: "08:00", to: "21:00" }];
    expect(decideGate({ ...clear, quiet: never }, AT)).toMatchObject({
      verdict: "skip",
      rule: "quiet_hours",
    });
  });
});

describe("people of the team", () => {
  const rules = { ...clear.rules, team_addresses: ["+4915112345678"] };
  test("need no consent and are reached at night", () => {
    const quiet = [{ zone: "UTC", from: "21:00", to: "08:00" }];
    expect(decideGate({ ...clear, rules, contact: null, quiet }, AT)).toMatchObject({
      verdict: "send",
      value: "team",
    });
  });
  test("get nothing from a run that is over", () => {
    expect(decideGate({ ...clear, rules, over: { reason: null } }, AT).rule).toBe("run_over");
  });
});

describe("the rules of a workspace", () => {
  test("are the defaults where nothing is stored, and what is stored where it is sound", () => {
    expect(readSendingRules(null)).toEqual(defaultSendingRules);
    expect(readSendingRules({ hold_limit_hours: 5 })).toEqual({
      ...defaultSendingRules,
      hold_limit_hours: 5,
    });
    expect(readSendingRules({ hold_limit_hours: "soon" })).toEqual(defaultSendingRules);
    expect(sendingRulesSchema.parse(defaultSendingRules)).toEqual(defaultSendingRules);
  });

  test.each([
    [{ quiet_hours: { ...defaultSendingRules.quiet_hours, from: "25:00" } }, "Write a time such as 21:00."],
    [{ team_addresses: ["12"] }, "“12” is no email address, and no phone number with its country code."],
  ])("%j is refused in words", (change, message) => {
    const checked = sendingRulesSchema.safeParse({ ...defaultSendingRules, ...change });
    expect(checked.error?.issues[0]?.message).toBe(message);
  });

  test("team addresses are kept as they are compared, once", () => {
    const team_addresses = [" Boss@Example.com", "boss@example.com", "+49 151 12345678"];
    expect(sendingRulesSchema.parse({ ...defaultSendingRules, team_addresses }).team_addresses).toEqual([
      "boss@example.com",
      "+4915112345678",
    ]);
  });
});
