import * as z from "zod";
import { eventFamily, john, who } from "./event-family";

const referral = z.looseObject({ ...who, referral_id: z.uuid(), referral_code: z.string() });

const sample = {
  ...{ ...john, referral_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11" },
  referral_code: "JOHN-7K3MQ9RT",
};

/** Who recommends the business, and what comes of it. The contact is the one who recommends. */
export const referralEvents = eventFamily({
  "referral.clicked": {
    words: "a referral link is clicked",
    category: "referrals",
    payload: referral.extend({
      clicks: z.int().meta({ description: "Of how many visitors it is by now." }),
      clicked_at: z.iso.datetime(),
    }),
    sample: { ...sample, clicks: 3, clicked_at: "2026-03-12T15:04:00.000Z" },
  },
  "referral.converted": {
    words: "a referral becomes a customer",
    category: "referrals",
    payload: referral.extend({
      referred_contact_id: z.uuid().meta({ description: "Who came by the code." }),
      referred_name: z.string(),
      referred_email: z.string().nullable(),
      order_id: z.uuid().nullable(),
      payment_id: z.uuid().nullable(),
      amount: z.number().nullable().meta({ description: "In major units: 29.99" }),
      currency: z.string().nullable(),
      reward: z.looseObject({ kind: z.string(), amount: z.number(), currency: z.string() }),
    }),
    sample: {
      ...{ ...sample, referred_contact_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c12" },
      ...{ referred_name: "Mia Moss", referred_email: "mia@example.com", order_id: null, payment_id: null },
      ...{ amount: 120, currency: "usd", reward: { kind: "credit", amount: 50, currency: "usd" } },
    },
  },
});
