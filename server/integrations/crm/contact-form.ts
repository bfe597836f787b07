import * as z from "zod";
import {
  type ContactPatch,
  contactChannels,
  contactPatchSchema,
  contactPriorities,
} from "@/server/domain/contact";
import { ActionError, AppError } from "@/server/domain/errors";

const words = (longest: number) => z.string().max(longest).optional();

/** What a step says of a contact, before it is checked: values come out of templates. */
export const contactForm = {
  email: words(254).meta({ title: "Email", widget: "email", placeholder: "{{trigger.email}}" }),
  phone: words(40).meta({
    title: "Phone",
    description: "With its country code.",
    widget: "phone",
    placeholder: "{{trigger.phone}}",
  }),
  name: words(300).meta({ title: "Name", widget: "text", placeholder: "{{trigger.name}}" }),
  lead_type: words(60).meta({ title: "Lead type", widget: "text", placeholder: "hot" }),
  priority: z.enum(contactPriorities).optional().meta({ title: "Priority", widget: "select" }),
  owner: words(254).meta({
    title: "Owner",
    description: "Email address or id of a member.",
    widget: "owner",
  }),
  score: z.number().optional().meta({ title: "Score", description: "0 to 1000.", widget: "number" }),
  tags: z
    .union([z.string().max(5000), z.array(z.string().max(60)).max(100)])
    .optional()
    .meta({
      title: "Tags",
      description: "With commas between them.",
      widget: "tags",
      placeholder: "vip, fair",
    }),
  timezone: words(64).meta({ title: "Time zone", widget: "zone", placeholder: "Europe/Berlin" }),
  locale: words(35).meta({ title: "Language", widget: "text", placeholder: "de-AT" }),
  preferred_channel: z
    .enum(contactChannels)
    .optional()
    .meta({ title: "Preferred channel", widget: "select" }),
  birthday: words(20).meta({ title: "Birthday", widget: "date", placeholder: "1990-02-28" }),
  fields: z
    .record(z.string(), z.json())
    .optional()
    .meta({ title: "Custom fields", description: "null removes a field.", widget: "json" }),
};

/** What a step that creates somebody takes from the event when it does not say it. */
export const FILLED = ["email", "phone", "name", "external_id", "timezone", "locale", "birthday"];

/** Which contact a step is about. */
export const contactChoice = z.string().max(254).optional().meta({
  title: "Contact",
  description: "Id, email or phone. Left out: the run's contact.",
  widget: "contact",
});

export const statusChoice = words(60).meta({
  title: "Status",
  description: "contacted, qualified, … The status customer makes a customer of a lead.",
  widget: "text",
  placeholder: "customer",
});

/** The checked form of it, or the step's failure in the words of the field. */
export function patchOf(input: Record<string, unknown>, failing: string): ContactPatch {
  const patch = contactPatchSchema.safeParse(input);
  if (patch.success) return patch.data;
  const [issue] = patch.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new ActionError("invalid_contact", `${failing}: ${field}: ${issue?.message ?? "is not valid."}`);
}

/** What records refuse, as the failure of a step: its code is what error branches ask for. */
export async function orRefused<T>(failing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ActionError(CODES[error.code] ?? error.code, `${failing}: ${error.message}`);
  }
}

const CODES: Partial<Record<AppError["code"], string>> = {
  not_found: "contact_not_found",
  conflict: "contact_exists",
  invalid: "invalid_contact",
};
