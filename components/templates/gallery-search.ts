import type { TemplateCategory } from "@/server/domain/flow-template";

export type GallerySearch = { q: string; category: TemplateCategory | null };

export function galleryAddress(path: string, { q, category }: GallerySearch): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(category && { category }) }).toString();
  return query ? `${path}?${query}` : path;
}

/** Those with all the words that are looked for, anywhere in their text. */
export function matching<Item extends { category: TemplateCategory; text: string }>(
  items: readonly Item[],
  { q, category }: GallerySearch,
): Item[] {
  const sought = q.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(
    (item) =>
      (category === null || item.category === category) &&
      sought.every((word) => item.text.toLowerCase().includes(word)),
  );
}
