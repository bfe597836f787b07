import * as z from "zod";
import { defineAction } from "../../action";
import { changeStepContact, contactChangeForm, simulateContactChange } from "../change-step-contact";
import { contactSample } from "../contact-output";

/** Changes what is known of a lead. A new status is told as lead.status_changed, qualified as lead.qualified too. */
export const updateLead = defineAction({
  key: "update_lead",
  title: "Update lead",
  description: "Changes what is known of a lead, its status first of all.",
  category: "crm",
  icon: "user-pen",
  input: z.object(contactChangeForm),
  aliases: { lead_id: "contact", contact_id: "contact", id: "contact" },
  // What the event brings under the same names is the event's: an order's status is not its customer's.
  fill: [],
  sampleOutput: {
    ...contactSample,
    kind: "lead" as const,
    status: "qualified",
    changed: ["status"],
  },
  effect: "internal",
  simulate: (input, facts) => simulateContactChange(facts, input, "Lead not changed"),
  run: (input, ctx) => changeStepContact(ctx, input, "Lead not changed"),
});
