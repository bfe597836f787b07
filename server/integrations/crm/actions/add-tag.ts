import * as z from "zod";
import { defineAction } from "../../action";
import { changeStepTags, simulateTagChange, tagsAliases, tagsForm } from "../change-step-tags";
import { contactOutput, contactSample } from "../contact-output";

/** Puts tags on a contact. Those it has already stay as they are, and tell nobody. */
export const addTag = defineAction({
  key: "add_tag",
  title: "Add tag",
  description: "Puts a word on a contact, to find and choose by.",
  category: "crm",
  icon: "tag",
  input: z.object(tagsForm),
  aliases: tagsAliases,
  fill: [],
  sampleOutput: { ...contactSample, added: ["vip"] },
  effect: "internal",
  simulate(input, facts) {
    const { after, contact, added } = simulateTagChange(facts, "add", input, "Tag not added");
    return { output: { ...contactOutput(after), added }, ...contact };
  },
  async run(input, ctx) {
    const { contact, added } = await changeStepTags(ctx, "add", input, "Tag not added");
    return { ...contactOutput(contact), added };
  },
});
