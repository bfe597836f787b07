import * as z from "zod";
import { contactChannels } from "./contact";
import { durationSchema } from "./duration";
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

const data = z.record(z.string(), z.json());

/** What happens while a dry run goes on, so long after its start. */
const happening = z.discriminatedUnion("kind", [
  z.object({ after: durationSchema, kind: z.literal("event"), type: words(200), payload: data }),
  z.object({ after: durationSchema, kind: z.literal("opt_out"), channel: z.enum(contactChannels) }),
]);

/** An event to try a template with, and, for the ways that it alone does not take, what else is so and happens. */
export const templateSampleSchema = z.object({
  name: words(200),
  type: words(200),
  payload: data,
  /** When it happens; left out: now. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Whom it is about, as {{contact.…}} shows them, beyond what the event says. */
  contact: z
    .object({
      fields: data,
      timezone: z.string().max(64).optional(),
      /** Channels that they agreed to. */
      granted: z.array(z.enum(contactChannels)).optional(),
    })
    .optional(),
  happenings: z.array(happening).max(20).optional(),
});

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
  samples: z.array(templateSampleSchema).max(20),
  /** What comes of the first sample. */
  outcome: z.string().max(2_000),
  /** The flow, in any form that the import reads. */
  document: data,
});

export type FlowTemplate = z.infer<typeof flowTemplateSchema>;
export type TemplateCategory = FlowTemplate["category"];
export type TemplateSample = z.infer<typeof templateSampleSchema>;
