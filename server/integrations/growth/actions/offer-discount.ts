import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { currencySchema, toMinor } from "@/server/domain/money";
import { createDiscountCode } from "@/server/records/discount-code";
import { defineAction, stepTransaction } from "../../action";
import { contactChoice } from "../../crm/contact-form";
import { stepContact } from "../../crm/step-contact";

const DAY_MS = 86_400_000;

/** Makes a discount code that is this contact's alone. A message later in the flow carries it. */
export const offerDiscount = defineAction({
  key: "offer_discount",
  title: "Offer a discount",
  description: "Makes a code that only this contact has. Put it into a message with {{code}}.",
  category: "crm",
  icon: "badge-percent",
  input: z.object({
    percent: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ title: "Percent", description: "Off the price. Or an amount below.", widget: "number" }),
    amount: z
      .number()
      .positive()
      .max(1_000_000)
      .optional()
      .meta({ title: "Amount", description: "Off the price, such as 10 or 9.99.", widget: "number" }),
    currency: currencySchema.default("usd").meta({ title: "Currency", widget: "text" }),
    valid_days: z
      .number()
      .int()
      .min(1)
      .max(730)
      .default(14)
      .meta({ title: "Valid for days", widget: "number" }),
    prefix: z.string().max(20).default("SAVE").meta({
      title: "Begins with",
      description: "Letters and digits before the part that nobody can guess.",
      widget: "text",
    }),
    contact: contactChoice,
  }),
  aliases: { discount: "percent", discount_percent: "percent", contact_id: "contact" },
  fill: [],
  sampleOutput: {
    discount_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    code: "SAVE-7K3MQ9RT",
    percent: 10,
    amount: null,
    currency: null,
    expires_at: "2026-03-15T12:00:00.000Z",
  },
  effect: "internal",
  simulate: ({ percent, amount, currency, valid_days, prefix }, { now }) => ({
    output: {
      discount_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
      code: `${prefix.toUpperCase()}-7K3MQ9RT`,
      percent: percent ?? null,
      amount: amount ?? null,
      currency: percent === undefined ? currency : null,
      expires_at: new Date(now.getTime() + valid_days * DAY_MS).toISOString(),
    },
  }),
  async run({ percent, amount, currency, valid_days, prefix, contact }, ctx): Promise<DiscountOutput> {
    if ((percent === undefined) === (amount === undefined)) {
      throw new ActionError(
        "invalid_input",
        "No discount made: set either a percentage or an amount, one of the two.",
      );
    }
    const isPercent = percent !== undefined;
    const expiresAt = new Date(ctx.now.getTime() + valid_days * DAY_MS);
    const made = await createDiscountCode(stepTransaction(ctx), ctx.workspaceId, {
      prefix,
      kind: isPercent ? "percent" : "amount",
      value: percent ?? toMinor(amount ?? 0, currency),
      currency: isPercent ? null : currency,
      contactId: contact ? await stepContact(ctx, contact, "No discount made") : ctx.contactId,
      expiresAt,
      runId: ctx.runId,
      stepId: ctx.stepId,
      sendKey: ctx.idempotencyKey,
    });
    return {
      discount_id: made.id,
      code: made.code,
      percent: percent ?? null,
      amount: amount ?? null,
      currency: isPercent ? null : currency,
      expires_at: expiresAt.toISOString(),
    };
  },
});

type DiscountOutput = {
  discount_id: string;
  code: string;
  percent: number | null;
  amount: number | null;
  currency: string | null;
  expires_at: string;
};
