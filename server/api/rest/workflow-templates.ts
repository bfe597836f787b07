import * as z from "zod";
import { flowTemplateSchema } from "@/server/domain/flow-template";
import { flowWords } from "@/server/domain/flow-words";
import { lineText } from "@/server/domain/line-text";
import { type FoundTemplate, listGallery } from "@/server/features/templates/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { bothSpellings, workflowSchema } from "./workflow-answer";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

const tokens = z.number().min(0);

const templateSchema = workflowSchema
  .pick({ name: true, description: true, trigger_event: true, definition: true, flow_definition: true })
  .extend({
    slug: z.string(),
    category: flowTemplateSchema.shape.category,
    needs: flowTemplateSchema.shape.needs.meta({
      description:
        "What it sends by (the sandbox until it is connected), and what it reads of contact and event.",
    }),
    questions: z.array(z.record(z.string(), z.unknown())).meta({
      description: "What to ask whoever uses it, and the places of the definition that each answer sets.",
    }),
    samples: z.array(z.record(z.string(), z.unknown())).meta({
      description: "Events to try it with, the normal case first.",
    }),
    outcome: z.string().meta({ description: "What comes of the first sample." }),
    summary: z.array(z.string()).meta({ description: "What it does in plain words, line by line." }),
    tokens_per_run: z.object({ least: tokens, most: tokens }),
  });

const cursorSchema = z.object({ after: z.string() });

export const workflowTemplates = restRoute(
  {
    method: "GET",
    path: "/api/workflows/templates",
    tag: "Workflows",
    summary: "List templates",
    description:
      "Flows to start from, in the order of the gallery. Put your answers into the places that its questions name, and post the definition to /api/workflows/create.",
    access: { kind: "bearer", scope: "flows:read" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      category: flowTemplateSchema.shape.category
        .optional()
        .meta({ description: "Only those that are for this." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of templates.",
      schema: z.object({ templates: z.array(templateSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ query: { limit, cursor, category } }) => {
    const place = readCursor(cursorSchema, cursor);
    const all = listGallery().filter(({ template }) => !category || template.category === category);
    const from = place ? all.findIndex(({ ref }) => ref === place.after) + 1 : 0;
    const page = all.slice(from, from + limit);
    const last = page.at(-1);
    const next = last && from + limit < all.length ? { after: last.ref } : null;
    return { body: { templates: page.map(templateAnswer), next_cursor: writeCursor(next) } };
  },
);

function templateAnswer({ template, definition, cost }: FoundTemplate): z.input<typeof templateSchema> {
  const { document: _, ...words } = template;
  return {
    ...words,
    summary: flowWords(definition).map((line) => `${"  ".repeat(line.depth)}${lineText(line)}`),
    tokens_per_run: { least: cost.least / 1_000, most: cost.most / 1_000 },
    ...bothSpellings(definition),
  };
}
