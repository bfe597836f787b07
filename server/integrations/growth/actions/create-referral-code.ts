import * as z from "zod";
import { currencySchema, toMinor } from "@/server/domain/money";
import { lockContact } from "@/server/records/contact";
import { createReferralCode as makeCode } from "@/server/records/referral-code";
import { defineAction, stepTransaction } from "../../action";
import { stepContact } from "../../crm/step-contact";
import { referralLink } from "../referral-link";

/** Gives a contact a code, and a link, to recommend the business with. A contact has one; asked again, it is the same code. */
export const createReferralCode = defineAction({
  key: "create_referral_code",
  title: "Create referral code",
  description: "A code and a link by which a contact recommends you, and what they get for it.",
  category: "crm",
  icon: "share-2",
  input: z.object({
    reward: z
      .object(
        {
          kind: z.enum(["credit", "discount", "gift"]).default("credit"),
          amount: z.number("Say what a referral is worth.").positive().max(1_000_000),
          currency: currencySchema.default("usd"),
        },
        { error: "Say what the contact gets: a kind, an amount and a currency." },
      )
      .meta({
        title: "Reward",
        description: "What the contact gets for each referral.",
        placeholder: '{ "kind": "credit", "amount": 50, "currency": "usd" }',
        widget: "json",
      }),
    contact: z.string().max(254).optional().meta({
      title: "Contact",
      description: "Id, email or phone. Left out: the run's contact.",
      widget: "contact",
    }),
  }),
  aliases: { contact_id: "contact" },
  fill: [],
  sampleOutput: {
    referral_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    code: "JOHN-7K3MQ9RT",
    url: "https://example.com/r/acme/JOHN-7K3MQ9RT",
    created: true,
    reward: { kind: "credit", amount: 50, currency: "usd" },
  },
  effect: "internal",
  simulate: ({ reward }, { contact }) => {
    const [first = ""] = String(contact?.name ?? "").split(" ");
    const code = `${first.toUpperCase().replace(/[^A-Z0-9]/g, "") || "FRIEND"}-7K3MQ9RT`;
    const kind: string = reward.kind;
    return {
      output: {
        referral_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
        ...{ code, url: `https://example.com/r/acme/${code}`, created: true },
        reward: { ...reward, kind },
      },
    };
  },
  async run({ reward, contact }, ctx) {
    const tx = stepTransaction(ctx);
    const contactId = await stepContact(ctx, contact, "No referral code made");
    const { id, name } = await lockContact(tx, ctx.workspaceId, contactId);
    const made = await makeCode(tx, ctx.workspaceId, {
      contactId: id,
      name,
      reward: { ...reward, amount: toMinor(reward.amount, reward.currency) },
      runId: ctx.runId,
      stepId: ctx.stepId,
    });
    const kind: string = reward.kind;
    const url = await referralLink(tx, ctx.workspaceId, made.code);
    return {
      ...{ referral_id: made.id, code: made.code, url, created: made.created },
      reward: { ...reward, kind },
    };
  },
});
