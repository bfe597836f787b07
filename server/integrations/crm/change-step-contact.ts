import type * as z from "zod";
import { changeContact } from "@/server/records/contact";
import { type ActionContext, stepTransaction } from "../action";
import type { SimulationFacts } from "../simulation-facts";
import { stepCause } from "../step-cause";
import { contactChoice, contactForm, orRefused, patchOf, statusChoice } from "./contact-form";
import { contactOutput } from "./contact-output";
import { changedContact, simulatedContact } from "./simulated-contact";
import { stepContact } from "./step-contact";

/** What a step that changes a contact is given: whom, and what is known of it. */
export const contactChangeForm = { contact: contactChoice, status: statusChoice, ...contactForm };

type Given = z.output<z.ZodObject<typeof contactChangeForm>>;

/** The one it names, else the run's, else whose address it gives: changed, with the fields that are others now. */
export async function changeStepContact(ctx: ActionContext, given: Given, failing: string) {
  const { contact: named, ...input } = given;
  const patch = patchOf(input, failing);
  const who = named ?? (ctx.contactId ? undefined : (input.email ?? input.phone));
  const id = await stepContact(ctx, who, failing);
  const { contact, changes } = await orRefused(failing, () =>
    changeContact(stepTransaction(ctx), ctx.workspaceId, id, patch, stepCause(ctx)),
  );
  return { ...contactOutput(contact), changed: changes.map(({ field }) => field) };
}

/** The same in a dry run. */
export function simulateContactChange(facts: SimulationFacts, given: Given, failing: string) {
  const { contact: named, ...input } = given;
  const patch = patchOf(input, failing);
  const who = named ?? (facts.contact ? undefined : (input.email ?? input.phone));
  const { row, own } = simulatedContact(facts, who, failing);
  const after = changedContact(row, patch);
  const changed = Object.keys(patch).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(row[field]),
  );
  return { output: { ...contactOutput(after), changed }, ...(own && { contact: after }) };
}
