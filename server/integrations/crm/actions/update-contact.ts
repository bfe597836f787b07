import * as z from "zod";
import { defineAction } from "../../action";
import { changeStepContact, contactChangeForm, simulateContactChange } from "../change-step-contact";
import { contactSample } from "../contact-output";

/** Changes what is known of a contact. What the step leaves out stays. Flows that wait for the change start. */
export const updateContact = defineAction({
  key: "update_contact",
  title: "Update contact",
  description: "Changes what is known of a contact; the status customer makes a customer of a lead.",
  category: "crm",
  icon: "user-pen",
  input: z.object(contactChangeForm),
  aliases: { contact_id: "contact" },
  // What the event brings under the same names is the event's: an order's status is not its customer's.
  fill: [],
  sampleOutput: { ...contactSample, changed: ["status"] },
  effect: "internal",
  simulate: (input, facts) => simulateContactChange(facts, input, "Contact not changed"),
  run: (input, ctx) => changeStepContact(ctx, input, "Contact not changed"),
});
