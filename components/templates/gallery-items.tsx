import { connectionNeed } from "@/server/domain/connection-needs";
import { flowText } from "@/server/domain/line-text";
import { TemplateCard } from "./template-card";
import type { GalleryTemplate } from "./template-types";

/** Cards of the gallery with the text in which they are searched: their words and all that their flows do. */
export const galleryItems = (templates: readonly GalleryTemplate[], hrefOf: (ref: string) => string) =>
  templates.map(({ ref, template, definition, cost }) => ({
    key: ref,
    category: template.category,
    text: [
      ...[template.name, template.description, template.category],
      ...template.needs.connections.map((key) => connectionNeed(key).title),
      flowText(definition),
    ].join(" "),
    card: <TemplateCard template={template} definition={definition} cost={cost} href={hrefOf(ref)} />,
  }));
