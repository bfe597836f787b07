import * as z from "zod";
import { defineAction } from "../../action";
import { changeStepContact, contactChangeForm, simulateContactChange } from "../change-step-contact";
import { contactSample } from "../contact-output";

/** Changes what is known of a customer, named by id, email or phone. What the step leaves out stays. */
export const updateCustomer = defineAction({
  key: "update_customer",
  title: "Update customer",
  description: "Changes what is known of a customer.",
  category: "crm",
  icon: "user-pen",
  input: z.object(contactChangeForm),
  aliases: { customer_id: "contact", contact_id: "contact", id: "contact" },
  // What the event brings under the same names is the event's: an order's status is not its customer's.
  fill: [],
  sampleOutput: { ...contactSample, changed: ["status"] },
  effect: "internal",
  simulate: (input, facts) => simulateContactChange(facts, input, "Customer not changed"),
  run: (input, ctx) => changeStepContact(ctx, input, "Customer not changed"),
});
