import * as z from "zod";
import { referralCodeField } from "@/server/domain/referral";
import { createContact } from "@/server/records/create-contact";
import { convertReferral } from "@/server/records/referral-conversion";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactForm, FILLED, orRefused, patchOf } from "../contact-form";
import { contactOutput, contactSample } from "../contact-output";
import { simulateCreation } from "../simulate-creation";

/**
 * Adds a customer. One who is there already is found by id, email or phone, gains what was not known, and `created` is
 * false: a repeat starts nothing a second time. A lead becomes a customer.
 */
export const createCustomer = defineAction({
  key: "create_customer",
  title: "Create customer",
  description: "Adds a customer, or finds the one with this email, phone or id.",
  category: "crm",
  icon: "user-plus",
  input: z.object({
    ...contactForm,
    external_id: z.string().max(200).optional().meta({
      title: "Your own id",
      description: "The id that your system has for them.",
      widget: "text",
    }),
    referral_code: referralCodeField.meta({
      title: "Referral code",
      description: "Of the contact who recommended you to them.",
      widget: "text",
    }),
  }),
  aliases: {
    customer_id: "external_id",
    customer_email: "email",
    customer_phone: "phone",
    customer_name: "name",
  },
  fill: [...FILLED, "referral_code", "customer_id", "customer_email", "customer_phone", "customer_name"],
  sampleOutput: { ...contactSample, created: true },
  effect: "internal",
  simulate: ({ referral_code: _, ...input }, facts) =>
    simulateCreation(facts, { ...patchOf(input, FAILING), kind: "customer" }, FAILING),
  async run({ referral_code: code, ...input }, ctx) {
    const tx = stepTransaction(ctx);
    const patch = patchOf(input, FAILING);
    const { contact, created } = await orRefused(FAILING, () =>
      createContact(tx, ctx.workspaceId, { ...patch, kind: "customer" }, stepCause(ctx)),
    );
    await convertReferral(tx, ctx.workspaceId, { code, contactId: contact.id }, stepCause(ctx));
    return { ...contactOutput(contact), created };
  },
});

const FAILING = "Customer not created";
