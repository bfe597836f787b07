import * as z from "zod";
import { contactTagsSchema } from "@/server/domain/contact-tags";
import { ActionError } from "@/server/domain/errors";
import { changeTags } from "@/server/records/tags";
import { type ActionContext, stepTransaction } from "../action";
import { stepCause } from "../step-cause";
import { contactChoice, orRefused } from "./contact-form";
import { stepContact } from "./step-contact";

/** What a step that puts tags on a contact, or takes them off, is given. */
export const tagsForm = {
  tags: z
    .union([z.string().max(5000), z.array(z.string().max(60)).max(100)], { error: "Say which tag." })
    .meta({
      title: "Tag",
      description: "Or several, with commas between them.",
      placeholder: "vip",
      widget: "tags",
    }),
  contact: contactChoice,
};

export const tagsAliases = { tag: "tags", contact_id: "contact", customer_id: "contact" };

/** Adds the given tags to the step's contact, or removes them; says which of them that changed. */
export async function changeStepTags(
  ctx: ActionContext,
  change: "add" | "remove",
  { tags: given, contact: named }: { tags: string | string[]; contact?: string | undefined },
  failing: string,
): ReturnType<typeof changeTags> {
  const tags = contactTagsSchema.safeParse(given);
  if (!tags.success || tags.data.length === 0)
    throw new ActionError("invalid_tag", `${failing}: ${tags.error?.issues[0]?.message ?? "say which tag."}`);
  const id = await stepContact(ctx, named, failing);
  return orRefused(failing, () =>
    changeTags(stepTransaction(ctx), ctx.workspaceId, id, { [change]: tags.data }, stepCause(ctx)),
  );
}
