import * as z from "zod";
import { changeContact } from "@/server/records/contact";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactChoice, contactForm, orRefused, patchOf, statusChoice } from "../contact-form";
import { contactOutput, contactSample } from "../contact-output";
import { stepContact } from "../step-contact";

/** Changes what is known of a lead. A new status is told as lead.status_changed, qualified as lead.qualified too. */
export const updateLead = defineAction({
  key: "update_lead",
  title: "Update lead",
  description: "Changes what is known of a lead, its status first of all.",
  category: "crm",
  icon: "user-pen",
  input: z.object({ contact: contactChoice, status: statusChoice, ...contactForm }),
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

const FAILING = "Lead not changed";
