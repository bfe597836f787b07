/**
 * What a workspace says of when and how often people may be reached. Flows can only be stricter (flow-settings.ts). A
 * workspace that changed nothing has `defaultSendingRules`.
 */
import * as z from "zod";
import { zonedCountries } from "./country-zones";
import { durationUnits } from "./duration";
import { messageAddress } from "./message-address";
import { messageChannelSchema } from "./messaging";
import { isZone } from "./wall-clock";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const timeSchema = z.string().regex(TIME, "Write a time such as 21:00.");

export const countryRuleSchema = z.object({
  /** ISO 3166, such as DE. */
  country: z.string().refine((code) => zonedCountries().includes(code), "Choose a country from the list."),
  from: timeSchema,
  to: timeSchema,
  /** In place of the zones that the table of countries has. */
  zone: z.string().refine(isZone, "Choose a time zone from the list.").nullable().default(null),
});
export type CountryRule = z.infer<typeof countryRuleSchema>;

const lengthSchema = z.object({ value: z.number().positive().max(10_000), unit: z.enum(durationUnits) });

const capSchema = z
  .object({ messages: z.number().int().min(1).max(1000), per: lengthSchema })
  .nullable()
  .describe("null: no cap");

export const sendingRulesSchema = z.object({
  quiet_hours: z.object({
    /** The channels they hold for. */
    channels: z.array(messageChannelSchema).max(3),
    /** Equal times: no quiet hours. */
    from: timeSchema,
    to: timeSchema,
    countries: z
      .array(countryRuleSchema)
      .max(250)
      .refine(
        (rules) => new Set(rules.map(({ country }) => country)).size === rules.length,
        "A country stands in the table once.",
      ),
  }),
  /** Per contact, over all flows. Of emails only marketing counts. */
  frequency_caps: z.object({ email: capSchema, sms: capSchema, call: capSchema }),
  /** Of the whole workspace, all channels together. */
  rate_cap: z
    .object({ messages: z.number().int().min(1).max(10_000), per: lengthSchema })
    .nullable()
    .describe("null: no cap"),
  /** The workspace's own people, for alerts: they need no consent, and are reached at any time and as often as needed. */
  team_addresses: z
    .array(z.string().transform(addressOf))
    .max(200)
    .transform((addresses) => [...new Set(addresses)]),
  /** What would be held for longer is not sent: it would come too late. */
  hold_limit_hours: z.number().int().min(1).max(720),
  /** How often an hour Baton's own actions may start one flow for one contact, before the flow is paused as a loop. */
  loop_starts_per_hour: z.number().int().min(1).max(1000),
  /** A first publish that may reach more people than this is an admin's to approve. */
  approve_reach_over: z.number().int().min(0).max(10_000_000).nullable().describe("null: never asked for"),
});
export type SendingRules = z.infer<typeof sendingRulesSchema>;

export const defaultSendingRules: SendingRules = {
  quiet_hours: {
    channels: ["sms", "call"],
    from: "21:00",
    to: "08:00",
    countries: [
      { country: "AU", from: "20:00", to: "09:00", zone: null },
      { country: "CA", from: "21:00", to: "09:00", zone: null },
      { country: "FR", from: "20:00", to: "10:00", zone: null },
      { country: "IN", from: "21:00", to: "10:00", zone: null },
    ],
  },
  frequency_caps: {
    email: { messages: 1, per: { value: 16, unit: "hours" } },
    sms: { messages: 1, per: { value: 24, unit: "hours" } },
    call: null,
  },
  rate_cap: null,
  team_addresses: [],
  hold_limit_hours: 72,
  loop_starts_per_hour: 20,
  approve_reach_over: 500,
};

function addressOf(text: string, ctx: z.RefinementCtx): string {
  const address = messageAddress(text);
  if (address) return address;
  ctx.addIssue({
    code: "custom",
    message: `“${text.trim()}” is no email address, and no phone number with its country code.`,
  });
  return z.NEVER;
}

/** What is stored, over the defaults: what a later version adds has its default. */
export function readSendingRules(stored: unknown): SendingRules {
  const known = sendingRulesSchema.partial().safeParse(stored ?? {});
  return known.success ? { ...defaultSendingRules, ...known.data } : defaultSendingRules;
}
