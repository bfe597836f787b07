import * as z from "zod";
import { contactTagsSchema, uniqueTags, withoutTags } from "@/server/domain/contact-tags";
import { ActionError } from "@/server/domain/errors";
import { changeTags } from "@/server/records/tags";
import { type ActionContext, stepTransaction } from "../action";
import type { SimulationFacts } from "../simulation-facts";
import { stepCause } from "../step-cause";
import { contactChoice, orRefused } from "./contact-form";
import { changedContact, simulatedContact } from "./simulated-contact";
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
  const tags = tagsOf(given, failing);
  const id = await stepContact(ctx, named, failing);
  return orRefused(failing, () =>
    changeTags(stepTransaction(ctx), ctx.workspaceId, id, { [change]: tags }, stepCause(ctx)),
  );
}

/** The same in a dry run. */
export function simulateTagChange(
  facts: SimulationFacts,
  change: "add" | "remove",
  { tags: given, contact: named }: { tags: string | string[]; contact?: string | undefined },
  failing: string,
) {
  const tags = tagsOf(given, failing);
  const { row, own } = simulatedContact(facts, named, failing);
  const kept = withoutTags(row.tags, change === "remove" ? tags : []);
  const after = changedContact(row, { tags: uniqueTags(change === "add" ? [...kept, ...tags] : kept) });
  return {
    after,
    contact: own ? { contact: after } : {},
    added: after.tags.filter((tag) => !row.tags.includes(tag)),
    removed: row.tags.filter((tag) => !after.tags.includes(tag)),
  };
}

function tagsOf(given: string | string[], failing: string): string[] {
  const tags = contactTagsSchema.safeParse(given);
  if (tags.success && tags.data.length > 0) return tags.data;
  throw new ActionError("invalid_tag", `${failing}: ${tags.error?.issues[0]?.message ?? "say which tag."}`);
}
