import * as z from "zod";

const MOST_TAGS = 100;

/** One tag: a word or a few, without a comma. */
export const contactTagSchema = z
  .string("A tag has to be text.")
  .transform((tag) => tag.replace(/[\s\p{Cc}]+/gu, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "A tag needs a word.")
      .max(60, "A tag is at most 60 characters long.")
      .regex(/^[^,;]*$/, "A tag has no comma or semicolon in it."),
  );

/** A list, or text with commas: "vip, newsletter". Two that differ in capitals only are one. */
export const contactTagsSchema = z
  .union([z.array(z.string()), z.string(), z.null()], "Has to be a list of tags, or text with commas.")
  .transform(splitTags)
  .pipe(z.array(contactTagSchema))
  .transform(uniqueTags)
  .pipe(z.array(z.string()).max(MOST_TAGS, `A contact has at most ${MOST_TAGS} tags.`))
  .meta({ title: "Tags" });

/** The first spelling stays. */
export function uniqueTags(tags: string[]): string[] {
  const seen = new Map<string, string>();
  for (const tag of tags) if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  return [...seen.values()];
}

export function withoutTags(tags: string[], gone: string[]): string[] {
  const folded = new Set(gone.map((tag) => tag.toLowerCase()));
  return tags.filter((tag) => !folded.has(tag.toLowerCase()));
}

function splitTags(given: string[] | string | null): string[] {
  const tags = typeof given === "string" ? given.split(/[,;]/) : (given ?? []);
  return tags.map((tag) => tag.trim()).filter(Boolean);
}
