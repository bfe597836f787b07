import type { FlowDefinition } from "../domain/flow";
import { importFlow } from "../domain/import-flow";

/** A flow that works as it is: a document, in any form that the import reads, and words about it. */
export type Template = {
  slug: string;
  name: string;
  description: string;
  document: Record<string, unknown>;
};

export type Starter = { slug: string; name: string; description: string; definition: FlowDefinition };

/**
 * A template as a flow's definition. Templates are ours, so one that does not import is a fault of ours. A contact goes
 * through one run of it at a time, unless it says otherwise: documents that are imported say themselves.
 */
export function toStarter({ slug, name, description, document }: Template): Starter {
  const settings = { reentry: "one_active_per_contact", ...settingsOf(document) };
  const imported = importFlow({ name, description, ...document, settings });
  if (!imported.ok) throw new Error(`Template ${slug} does not import: ${imported.problems[0]?.message}`);
  return { slug, name, description, definition: imported.flow.definition };
}

const settingsOf = ({ settings }: Template["document"]): object =>
  typeof settings === "object" && settings !== null ? settings : {};
