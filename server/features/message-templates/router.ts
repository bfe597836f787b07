import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { messageTemplateSchema } from "@/server/domain/message-template";
import { listMessageTemplates, previewTemplate } from "./data";
import { removeMessageTemplate, saveMessageTemplate } from "./mutations";

const reading = workspaceProcedure.use(can("messageTemplates.read"));
const editing = workspaceProcedure.use(can("messageTemplates.edit"));

/** What is being written may be wrong still; the preview says so in words. */
const draftSchema = z.object({
  channel: z.enum(["email", "sms"]),
  key: z.string().max(100),
  name: z.string().max(200),
  subject: z.string().max(2_000),
  text: z.string().max(200_000),
  html: z.string().max(500_000).nullable(),
});

export const messageTemplatesRouter = router({
  list: reading.query(({ ctx }) => listMessageTemplates(ctx.workspace.id)),
  preview: reading
    .input(z.object({ template: draftSchema, contactId: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => previewTemplate(ctx.workspace.id, input.template, input.contactId)),
  save: editing
    .input(z.object({ templateId: z.uuid().nullable(), template: messageTemplateSchema }))
    .mutation(({ ctx, input }) =>
      saveMessageTemplate(ctx.workspace.id, ctx.actor, input.templateId, input.template),
    ),
  remove: editing
    .input(z.object({ templateId: z.uuid() }))
    .mutation(({ ctx, input }) => removeMessageTemplate(ctx.workspace.id, ctx.actor, input.templateId)),
});
