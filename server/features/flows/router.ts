import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { readCatalogue } from "../flow-catalogue/data";
import { presenceSchema, saveDraft, savedDraftSchema, sayPresent } from "../flow-drafts/mutations";
import { listPlaces } from "../flow-folders/data";
import { organizeFlows, organizeSchema } from "../flow-folders/mutations";
import { countReferences, findReferences, referencesSchema } from "../flow-references/data";
import { listSamples } from "../flow-samples/data";
import { activateFlow, archiveFlow, pauseFlow, publishFlow, restoreFlow } from "../flow-versions/mutations";
import {
  countFlows,
  exportDocument,
  flowAddresses,
  flowCursorSchema,
  flowFilterSchema,
  getFlow,
  listFlows,
  sampleEvent,
} from "./data";
import {
  createFlow,
  createFromStarter,
  duplicateFlow,
  importDocument,
  newFlowSchema,
  renameFlow,
  testFlow,
  testSchema,
} from "./mutations";
import { listenForSamples, listStarters, watchEditing } from "./service";

const reading = workspaceProcedure.use(can("flows.read"));
const editing = workspaceProcedure.use(can("flows.edit"));
const publishing = workspaceProcedure.use(can("flows.publish"));
const flow = z.object({ flowId: z.uuid() });
const into = newFlowSchema.pick({ folder: true });
const naming = newFlowSchema.pick({ name: true, description: true });

export const flowsRouter = router({
  list: reading
    .input(flowFilterSchema.extend({ cursor: flowCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listFlows(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  counts: reading.query(({ ctx }) => countFlows(ctx.workspace.id)),
  get: reading.input(flow).query(({ ctx, input }) => getFlow(ctx.workspace, ctx.user.id, input.flowId)),
  /** Where drafts and running versions name a field, a connection, a template, a tag, another flow. */
  references: reading
    .input(referencesSchema)
    .query(({ ctx, input }) => findReferences(ctx.workspace.id, input)),
  /** In which flows each thing of a kind is named. */
  usage: reading
    .input(referencesSchema.pick({ kind: true }))
    .query(({ ctx, input }) => countReferences(ctx.workspace.id, input.kind)),
  /** Folders and tags that flows stand in. */
  places: reading.query(({ ctx }) => listPlaces(ctx.workspace.id)),
  addresses: workspaceProcedure
    .use(can("flows.run"))
    .input(flow)
    .query(({ ctx, input }) => flowAddresses(ctx.workspace.id, ctx.user.id, input.flowId)),
  /** The canonical document, without what is secret in it. */
  export: reading.input(flow).query(({ ctx, input }) => exportDocument(ctx.workspace.id, input.flowId)),
  starters: reading.query(() => listStarters()),
  /** Events to try it with: real ones, and how the catalogue says that they look. */
  samples: reading.input(flow).query(({ ctx, input }) => listSamples(ctx.workspace.id, input.flowId)),
  /** The next requests to the flow's own address, also while it is off. */
  listen: workspaceProcedure
    .use(can("flows.run"))
    .input(flow)
    .subscription(({ ctx, input, signal }) => listenForSamples(ctx.workspace.id, input.flowId, signal)),
  sample: reading.input(flow).query(({ ctx, input }) => sampleEvent(ctx.workspace.id, input.flowId)),

  /** What flows can be made of here: actions, events, templates, people. */
  catalogue: reading.query(({ ctx }) => readCatalogue(ctx.workspace.id)),

  /** Refused with the draft that stands there when somebody else saved since `revision`. */
  saveDraft: editing
    .input(savedDraftSchema)
    .mutation(({ ctx, input }) => saveDraft(ctx.workspace.id, ctx.actor, input)),
  /** Who has the flow open, and the latest save of its draft. */
  editing: reading
    .input(flow)
    .subscription(({ ctx, input, signal }) => watchEditing(ctx.workspace.id, input.flowId, signal)),
  /** Said every ten seconds by a builder that is open, and when another step is selected there. */
  present: editing
    .input(presenceSchema)
    .mutation(({ ctx, input }) => sayPresent(ctx.workspace.id, ctx.user.id, input)),

  create: editing
    .input(newFlowSchema)
    .mutation(({ ctx, input }) => createFlow(ctx.workspace.id, ctx.actor, input)),
  import: editing
    .input(into.extend({ document: z.unknown() }))
    .mutation(({ ctx, input }) => importDocument(ctx.workspace.id, ctx.actor, input.document, input.folder)),
  createFromStarter: editing
    .input(into.extend({ slug: z.string().max(100) }))
    .mutation(({ ctx, input }) => createFromStarter(ctx.workspace.id, ctx.actor, input.slug, input.folder)),
  rename: editing
    .input(flow.extend(naming.shape))
    .mutation(({ ctx, input: { flowId, ...words } }) =>
      renameFlow(ctx.workspace.id, ctx.actor, flowId, words),
    ),
  duplicate: editing
    .input(flow)
    .mutation(({ ctx, input }) => duplicateFlow(ctx.workspace.id, ctx.actor, input.flowId)),
  /** Into a folder, and tags given or taken; all or none. */
  organize: editing
    .input(organizeSchema)
    .mutation(({ ctx, input }) => organizeFlows(ctx.workspace.id, ctx.actor, input)),
  archive: editing
    .input(flow.extend({ runs: z.enum(["cancel", "finish"]).default("cancel") }))
    .mutation(({ ctx, input }) => archiveFlow(ctx.workspace.id, ctx.actor, input.flowId, input.runs)),
  restore: editing
    .input(flow.extend({ activate: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => restoreFlow(ctx.workspace.id, ctx.actor, input.flowId, input.activate)),

  publish: publishing
    .input(flow.extend({ note: z.string().trim().max(500).default("") }))
    .mutation(({ ctx, input }) => publishFlow(ctx.workspace.id, ctx.actor, input.flowId, input.note)),
  activate: publishing
    .input(flow)
    .mutation(({ ctx, input }) => activateFlow(ctx.workspace.id, ctx.actor, input.flowId)),
  pause: publishing
    .input(flow)
    .mutation(({ ctx, input }) => pauseFlow(ctx.workspace.id, ctx.actor, input.flowId)),

  testRun: workspaceProcedure
    .use(can("flows.run"))
    .input(flow.extend(testSchema.shape))
    .mutation(({ ctx, input: { flowId, ...test } }) => testFlow(ctx.workspace.id, flowId, test)),
});
