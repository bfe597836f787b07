import { ActionError } from "@/server/domain/errors";
import { findContactBy } from "@/server/records/contact";
import { type ActionContext, stepTransaction } from "../action";

/** Id of the contact that a step is about: the one it names, or the run's. */
export async function stepContact(
  ctx: ActionContext,
  named: string | undefined,
  failing: string,
): Promise<string> {
  if (named) {
    const id = await findContactBy(stepTransaction(ctx), ctx.workspaceId, named);
    if (id) return id;
    throw new ActionError(
      "contact_not_found",
      `${failing}: there is no contact ${named}. Create the contact first, or leave the field out.`,
    );
  }
  if (ctx.contactId) return ctx.contactId;
  throw new ActionError(
    "no_contact",
    `${failing}: this run has no contact. Name one in the step, by id, email or phone.`,
  );
}
