import * as z from "zod";
import { changeContact } from "@/server/records/contact";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactChoice, contactForm, orRefused, patchOf, statusChoice } from "../contact-form";
import { contactOutput, contactSample } from "../contact-output";
import { stepContact } from "../step-contact";

/** Changes what is known of a customer, named by id, email or phone. What the step leaves out stays. */
export const updateCustomer = defineAction({
  key: "update_customer",
  title: "Update customer",
  description: "Changes what is known of a customer.",
  category: "crm",
  icon: "user-pen",
  input: z.object({ contact: contactChoice, status: statusChoice, ...contactForm }),
  aliases: { customer_id: "contact", contact_id: "contact", id: "contact" },
  // What the event brings under the same names is the event's: an order's status is not its customer's.
  fill: [],
  sampleOutput: { ...contactSample, changed: ["status"] },
  effect: "internal",
  async run({ contact: named, ...input }, ctx) {
    const patch = patchOf(input, FAILING);
    const who = named ?? (ctx.contactId ? undefined : (input.email ?? input.phone));
    const id = await stepContact(ctx, who, FAILING);
    const { contact, changes } = await orRefused(FAILING, () =>
      changeContact(stepTransaction(ctx), ctx.workspaceId, id, patch, stepCause(ctx)),
    );
    return { ...contactOutput(contact), changed: changes.map(({ field }) => field) };
  },
});

const FAILING = "Customer not changed";
