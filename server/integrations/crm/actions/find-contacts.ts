import * as z from "zod";
import { birthday } from "@/server/domain/birthday";
import { contactKinds } from "@/server/domain/contact";
import { consentFilters, contactFilterSchema } from "@/server/domain/contact-filter";
import { ActionError } from "@/server/domain/errors";
import { findMember } from "@/server/records/member";
import { searchContacts } from "@/server/records/search-contacts";
import { defineAction, stepTransaction } from "../../action";
import { birthdaysOn } from "../birthdays-on";
import { contactOutput, contactSample } from "../contact-output";
import { samplePerson } from "../sample-person";

const MOST = 1000;
const words = z.string().max(200).optional();

/**
 * The contacts that fit every filter, the newest first, for a loop to go over. Merged and archived ones are left out.
 * None is no error: the list is empty.
 */
export const findContacts = defineAction({
  key: "find_contacts",
  title: "Find contacts",
  description: "Makes a list of the contacts that fit, for a loop.",
  category: "crm",
  icon: "users",
  input: z.object({
    kind: z.enum(contactKinds).optional().meta({ title: "Kind", widget: "select" }),
    status: words.meta({ title: "Status", widget: "text", placeholder: "qualified" }),
    tag: words.meta({ title: "Tag", widget: "tag", placeholder: "vip" }),
    lead_type: words.meta({ title: "Lead type", widget: "text", placeholder: "hot" }),
    owner: words.meta({ title: "Owner", description: "Email address or id of a member.", widget: "owner" }),
    min_score: z.number().optional().meta({ title: "Score at least", widget: "number" }),
    birthday: words.meta({
      title: "Birthday",
      description: "today, or a month and day such as 02-28.",
      widget: "text",
      placeholder: "today",
    }),
    consent: z
      .enum(consentFilters)
      .optional()
      .meta({ title: "Consent", description: "Who allows this channel.", widget: "select" }),
    search: words.meta({ title: "Search", description: "Any part of a name or address.", widget: "text" }),
    limit: z
      .number()
      .int()
      .min(1)
      .max(MOST)
      .default(100)
      .meta({ title: "At most", description: `Up to ${MOST}.`, widget: "number" }),
  }),
  aliases: { q: "search", tags: "tag" },
  fill: [],
  sampleOutput: { contacts: [contactSample], count: 1, more: false },
  effect: "internal",
  // The contact of the samples stands for those that are found: somebody who can be written to.
  simulate: () => ({
    output: { contacts: [contactSample], count: 1, more: false },
    people: [samplePerson],
  }),
  async run(input, ctx) {
    const tx = stepTransaction(ctx);
    const owner = input.owner ? await findMember(tx, ctx.workspaceId, input.owner) : null;
    if (input.owner && !owner)
      throw new ActionError(
        "member_not_found",
        `Contacts not searched: ${input.owner} is no member of this workspace. Choose another owner.`,
      );
    const filter = contactFilterSchema.parse({
      q: input.search ?? "",
      kind: input.kind,
      status: input.status ? [input.status] : [],
      tag: input.tag ? [input.tag] : [],
      lead_type: input.lead_type,
      owner,
      min_score: input.min_score === undefined ? null : Math.ceil(input.min_score),
      birthday: input.birthday ? birthdaysOf(input.birthday, ctx.now, ctx.timezone) : null,
      consent: input.consent,
    });
    const found = await searchContacts(tx, ctx.workspaceId, filter, { sort: "created", limit: input.limit });
    return {
      contacts: found.contacts.map(contactOutput),
      count: found.contacts.length,
      more: found.nextCursor !== null,
    };
  },
});

function birthdaysOf(text: string, at: Date, zone: string): string[] {
  if (text.trim().toLowerCase() === "today") return birthdaysOn(at, zone);
  const day = birthday(/^\d\d-\d\d$/.test(text.trim()) ? `--${text.trim()}` : text);
  if (day) return [day.slice(-5)];
  throw new ActionError(
    "invalid_birthday",
    `Contacts not searched: “${text}” is no day of the year. Write today, or a month and day such as 02-28.`,
  );
}
