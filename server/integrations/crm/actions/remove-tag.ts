import * as z from "zod";
import { defineAction } from "../../action";
import { changeStepTags, simulateTagChange, tagsAliases, tagsForm } from "../change-step-tags";
import { contactOutput, contactSample } from "../contact-output";

/** Takes tags off a contact. One that it does not have is no error. */
export const removeTag = defineAction({
  key: "remove_tag",
  title: "Remove tag",
  description: "Takes a tag off a contact.",
  category: "crm",
  icon: "tags",
  input: z.object(tagsForm),
  aliases: tagsAliases,
  fill: [],
  sampleOutput: { ...contactSample, removed: ["vip"] },
  effect: "internal",
  simulate(input, facts) {
    const { after, contact, removed } = simulateTagChange(facts, "remove", input, "Tag not removed");
    return { output: { ...contactOutput(after), removed }, ...contact };
  },
  async run(input, ctx) {
    const { contact, removed } = await changeStepTags(ctx, "remove", input, "Tag not removed");
    return { ...contactOutput(contact), removed };
  },
});
