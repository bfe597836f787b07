import { templateCategories } from "@/server/domain/flow-template";
import type { GallerySearch } from "./gallery-search";

type Asked = Record<string, string | string[] | undefined>;

/** What an address asks the gallery for. */
export function readGallerySearch({ q, category }: Asked): GallerySearch {
  return {
    q: typeof q === "string" ? q.slice(0, 200) : "",
    category: templateCategories.find((one) => one === category) ?? null,
  };
}
