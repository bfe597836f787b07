import * as z from "zod";
import { gallery } from "@/server/templates/gallery";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { bothSpellings, workflowSchema } from "./workflow-answer";

export const workflowTemplates = restRoute(
  {
    method: "GET",
    path: "/api/workflows/templates",
    tag: "Workflows",
    summary: "List templates",
    description: "Flows to start from: post the definition of one to /api/workflows/create.",
    access: { kind: "bearer", scope: "flows:read" },
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      description: "All templates.",
      schema: z.object({
        templates: z.array(
          workflowSchema
            .pick({
              name: true,
              description: true,
              trigger_event: true,
              definition: true,
              flow_definition: true,
            })
            .extend({ slug: z.string() }),
        ),
      }),
    },
  },
  async () => {
    const templates = gallery().map(({ slug, name, description, definition }) => ({
      ...{ slug, name, description },
      ...bothSpellings(definition),
    }));
    return { body: { templates } };
  },
);
