import * as z from "zod";
import { templateQuestionSchema } from "./template-question";

export const templateCategories = [
  "sales",
  "appointments",
  "payments",
  "e-commerce",
  "customer care",
  "calls",
  "marketing",
] as const;

const words = (longest: number) => z.string().trim().min(1).max(longest);

/** A flow to start from, with what one has to know of it: the gallery's, and those that workspaces save of their own. */
export const flowTemplateSchema = z.object({
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  name: words(200),
  description: words(2_000),
  category: z.enum(templateCategories),
  needs: z.object({
    /** What is connected for the real thing: email, sms, voice, slack, google_calendar. All of it works in the sandbox. */
    connections: z.array(z.string().max(100)).max(20),
    /** Of the contact or the event, in words. */
    fields: z.array(z.string().max(200)).max(30),
  }),
  questions: z.array(templateQuestionSchema).max(10),
  /** Events to try it with. The first is the normal case. */
  samples: z
    .array(z.object({ name: words(200), type: words(200), payload: z.record(z.string(), z.json()) }))
    .max(20),
  /** What comes of the first sample. */
  outcome: z.string().max(2_000),
  /** The flow, in any form that the import reads. */
  document: z.record(z.string(), z.json()),
});

export type FlowTemplate = z.infer<typeof flowTemplateSchema>;
export type TemplateCategory = FlowTemplate["category"];
export type TemplateSample = FlowTemplate["samples"][number];
