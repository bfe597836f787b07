import * as z from "zod";
import { contactTagsSchema } from "@/server/domain/contact-tags";
import { ActionError } from "@/server/domain/errors";
import { changeTags } from "@/server/records/tags";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactChoice, orRefused } from "../contact-form";
import { contactOutput, contactSample } from "../contact-output";
import { stepContact } from "../step-contact";

/** Puts tags on a contact. Those it has already stay as they are, and tell nobody. */
export const addTag = defineAction({
  key: "add_tag",
  title: "Add tag",
  description: "Puts a word on a contact, to find and choose by.",
  category: "crm",
  icon: "tag",
  input: z.object({
    tags: z
      .union([z.string().max(5000), z.array(z.string().max(60)).max(100)], { error: "Say which tag." })
      .meta({
        title: "Tag",
        description: "Or several, with commas between them.",
        placeholder: "vip",
        widget: "text",
      }),
    contact: contactChoice,
  }),
  aliases: { tag: "tags", contact_id: "contact", customer_id: "contact" },
  fill: [],
  sampleOutput: { ...contactSample, added: ["vip"] },
  effect: "internal",
  async run({ tags: given, contact: named }, ctx) {
    const tags = contactTagsSchema.safeParse(given);
    if (!tags.success || tags.data.length === 0)
      throw new ActionError(
        "invalid_tag",
        `${FAILING}: ${tags.error?.issues[0]?.message ?? "say which tag."}`,
      );
    const id = await stepContact(ctx, named, FAILING);
    const changed = await orRefused(FAILING, () =>
      changeTags(stepTransaction(ctx), ctx.workspaceId, id, { add: tags.data }, stepCause(ctx)),
    );
    return { ...contactOutput(changed.contact), added: changed.added };
  },
});

const FAILING = "Tag not added";
