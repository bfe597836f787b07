import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import {
  contactCursorSchema,
  contactFilterSchema,
  contactListSchema,
  isCursorOf,
} from "@/server/domain/contact-filter";
import {
  contactCount,
  contactFacets,
  getContact,
  listContacts,
  readTimeline,
  timelineCursorSchema,
  timelineInputSchema,
} from "./data";
import {
  addContact,
  archiveContacts,
  archiveContactsSchema,
  changeConsent,
  changeContactSchema,
  createContactSchema,
  editContact,
  joinContacts,
  mergeContactsSchema,
  ownContacts,
  ownContactsSchema,
  setConsentSchema,
  tagContacts,
  tagContactsSchema,
} from "./mutations";
import { exportContacts, exportSchema, importRows, importRowsSchema } from "./service";

const reading = workspaceProcedure.use(can("contacts.read"));
const editing = workspaceProcedure.use(can("contacts.edit"));

export const contactsRouter = router({
  list: reading
    .input(
      contactListSchema
        .extend({ cursor: contactCursorSchema.nullish() })
        .refine(({ sort, cursor }) => !cursor || isCursorOf(sort, cursor), "That page is of another order."),
    )
    .query(({ ctx, input: { cursor, ...list } }) =>
      listContacts(ctx.workspace.id, list, cursor ?? undefined),
    ),
  count: reading.input(contactFilterSchema).query(({ ctx, input }) => contactCount(ctx.workspace.id, input)),
  facets: reading.query(({ ctx }) => contactFacets(ctx.workspace.id)),
  get: reading
    .input(z.object({ contactId: z.uuid() }))
    .query(({ ctx, input }) => getContact(ctx.workspace.id, input.contactId)),
  timeline: reading
    .input(timelineInputSchema.extend({ cursor: timelineCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...page } }) =>
      readTimeline(ctx.workspace.id, page, cursor ?? undefined),
    ),

  create: editing.input(createContactSchema).mutation(async ({ ctx, input }) => {
    const { contact, created } = await addContact(ctx.workspace.id, ctx.actor, input.contact);
    return { id: contact.id, created };
  }),
  change: editing.input(changeContactSchema).mutation(async ({ ctx, input }) => {
    const { id } = await editContact(ctx.workspace.id, ctx.actor, input.contactId, input.patch);
    return { id };
  }),
  setConsent: editing
    .input(setConsentSchema)
    .mutation(({ ctx, input }) => changeConsent(ctx.workspace.id, ctx.actor, input)),
  tag: editing
    .input(tagContactsSchema)
    .mutation(({ ctx, input }) => tagContacts(ctx.workspace.id, ctx.actor, input)),
  own: editing
    .input(ownContactsSchema)
    .mutation(({ ctx, input }) => ownContacts(ctx.workspace.id, ctx.actor, input)),
  merge: editing.input(mergeContactsSchema).mutation(async ({ ctx, input }) => {
    const { id } = await joinContacts(ctx.workspace.id, ctx.actor, input);
    return { id };
  }),
  /** A part of a file of contacts. */
  importRows: workspaceProcedure
    .use(can("contacts.import"))
    .input(importRowsSchema)
    .mutation(({ ctx, input }) => importRows(ctx.workspace.id, ctx.actor, input)),
  /** A part of the contacts that a filter finds, as cells of a file. */
  export: workspaceProcedure
    .use(can("contacts.export"))
    .input(exportSchema)
    .query(({ ctx, input }) => exportContacts(ctx.workspace.id, input)),
  archive: editing
    .input(archiveContactsSchema)
    .mutation(({ ctx, input }) => archiveContacts(ctx.workspace.id, ctx.actor, input.contactIds, true)),
  restore: editing
    .input(archiveContactsSchema)
    .mutation(({ ctx, input }) => archiveContacts(ctx.workspace.id, ctx.actor, input.contactIds, false)),
});
