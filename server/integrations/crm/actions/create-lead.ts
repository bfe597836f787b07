import * as z from "zod";
import { createContact } from "@/server/records/create-contact";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactForm, FILLED, orRefused, patchOf, statusChoice } from "../contact-form";
import { contactOutput, contactSample } from "../contact-output";
import { simulateCreation } from "../simulate-creation";

/** Adds a lead. A contact who is there already is found, gains what was not known, and `created` is false. */
export const createLead = defineAction({
  key: "create_lead",
  title: "Create lead",
  description: "Adds a lead, or finds the contact with this email, phone or id.",
  category: "crm",
  icon: "user-plus",
  input: z.object({
    ...contactForm,
    status: statusChoice,
    external_id: z.string().max(200).optional().meta({
      title: "Your own id",
      description: "The id that your system has for them.",
      widget: "text",
    }),
  }),
  aliases: { customer_id: "external_id", lead_id: "external_id" },
  fill: [...FILLED, "customer_id", "lead_id"],
  sampleOutput: { ...contactSample, kind: "lead" as const, status: "new", created: true },
  effect: "internal",
  simulate: (input, facts) => simulateCreation(facts, { ...patchOf(input, FAILING), kind: "lead" }, FAILING),
  async run(input, ctx) {
    const patch = patchOf(input, FAILING);
    const { contact, created } = await orRefused(FAILING, () =>
      createContact(stepTransaction(ctx), ctx.workspaceId, { ...patch, kind: "lead" }, stepCause(ctx)),
    );
    return { ...contactOutput(contact), created };
  },
});

const FAILING = "Lead not created";
