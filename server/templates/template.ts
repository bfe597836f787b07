import type { FlowDefinition } from "../domain/flow";
import type { FlowTemplate } from "../domain/flow-template";
import { importFlow } from "../domain/import-flow";

/** A flow to start from, in one file: domain/flow-template.ts says what is in it. */
export type Template = FlowTemplate;
export type { TemplateQuestion as Question } from "../domain/template-question";

/** What a starter has of a template: it asks nothing. */
export type StarterTemplate = Pick<Template, "slug" | "name" | "description" | "document">;
export type Starter = Omit<StarterTemplate, "document"> & { definition: FlowDefinition };
/** A template with its flow read. */
export type GalleryTemplate = Template & { definition: FlowDefinition };

export const toStarter = ({ slug, name, description, document }: StarterTemplate): Starter => ({
  ...{ slug, name, description },
  definition: templateDefinition({ slug, name, description, document }),
});

/**
 * The flow of a template. Templates are ours, so one that does not import is a fault of ours. A contact goes through one
 * run of it at a time, unless it says otherwise: documents that are imported say themselves.
 */
export function templateDefinition({ slug, name, description, document }: StarterTemplate): FlowDefinition {
  const settings = { reentry: "one_active_per_contact", ...settingsOf(document) };
  const imported = importFlow({ name, description, ...document, settings });
  if (!imported.ok) throw new Error(`Template ${slug} does not import: ${imported.problems[0]?.message}`);
  return imported.flow.definition;
}

const settingsOf = ({ settings }: StarterTemplate["document"]): object =>
  typeof settings === "object" && settings !== null ? settings : {};
