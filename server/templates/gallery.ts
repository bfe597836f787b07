import { type GalleryTemplate, type Template, templateDefinition } from "./template";

/** The templates that everyone may use, in the order in which they are offered. */
export function gallery(): GalleryTemplate[] {
  made ??= TEMPLATES.map((template) => ({ ...template, definition: templateDefinition(template) }));
  return made;
}

export const findTemplate = (slug: string): GalleryTemplate | null =>
  gallery().find((template) => template.slug === slug) ?? null;

let made: GalleryTemplate[] | undefined;

const TEMPLATES: Template[] = [];
