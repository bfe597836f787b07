import * as z from "zod";
import { can, publicProcedure, router, workspaceProcedure } from "@/server/api/procedures";
import {
  connectedNeeds,
  findPublicTemplate,
  listGallery,
  listOpenSetups,
  listOwnTemplates,
  portableTemplate,
  readSetup,
  readTemplate,
} from "./data";
import {
  answerAgain,
  importTemplate,
  removeTemplate,
  saveAsTemplate,
  savedTemplateSchema,
  shareTemplate,
  unshareTemplate,
  useSchema,
  useTemplate,
} from "./mutations";

const reading = workspaceProcedure.use(can("templates.read"));
const using = workspaceProcedure.use(can("templates.use"));
const editing = workspaceProcedure.use(can("templates.edit"));
const sharing = workspaceProcedure.use(can("templates.share"));
const named = z.object({ ref: z.string().min(1).max(200) });
const own = z.object({ templateId: z.uuid() });
const flow = z.object({ flowId: z.uuid() });

export const templatesRouter = router({
  /** For anyone: the templates that everyone may use. */
  gallery: publicProcedure.query(() => listGallery()),
  /** For anyone: one of the gallery, or one that was shared by its link. Null: there is none. */
  show: publicProcedure.input(named).query(({ input }) => findPublicTemplate(input.ref)),

  own: reading.query(({ ctx }) => listOwnTemplates(ctx.workspace.id)),
  get: reading.input(named).query(({ ctx, input }) => readTemplate(ctx.workspace.id, input.ref)),
  /** Without what belongs to the workspace alone, and what that was. */
  export: reading
    .input(named)
    .query(async ({ ctx, input }) => portableTemplate(await readTemplate(ctx.workspace.id, input.ref))),
  /** Flows that the person began with a template and has not turned on. */
  openSetups: reading.query(({ ctx }) => listOpenSetups(ctx.workspace.id, ctx.user.id)),
  setup: reading.input(flow).query(({ ctx, input }) => readSetup(ctx.workspace.id, input.flowId)),
  /** By what each need is connected; those that are not here stay in the sandbox. */
  connected: reading.query(({ ctx }) => connectedNeeds(ctx.workspace.id)),

  use: using.input(useSchema).mutation(({ ctx, input }) => useTemplate(ctx.workspace, ctx.actor, input)),
  answer: using
    .input(flow.extend(useSchema.pick({ answers: true }).shape))
    .mutation(({ ctx, input }) => answerAgain(ctx.workspace, ctx.actor, input.flowId, input.answers)),
  save: editing
    .input(savedTemplateSchema)
    .mutation(({ ctx, input }) => saveAsTemplate(ctx.workspace.id, ctx.actor, input)),
  import: editing
    .input(z.object({ document: z.unknown() }))
    .mutation(({ ctx, input }) => importTemplate(ctx.workspace.id, ctx.actor, input.document)),
  remove: editing
    .input(own)
    .mutation(({ ctx, input }) => removeTemplate(ctx.workspace.id, ctx.actor, input.templateId)),
  share: sharing
    .input(own)
    .mutation(({ ctx, input }) => shareTemplate(ctx.workspace.id, ctx.actor, input.templateId)),
  unshare: sharing
    .input(own)
    .mutation(({ ctx, input }) => unshareTemplate(ctx.workspace.id, ctx.actor, input.templateId)),
});
