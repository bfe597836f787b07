/** Slugs of workspaces: the second part of /w/<slug>, and a name that a posted tenant_id may use. */

export const SLUG_MAX = 48;

/** Words that are or may become the first part of a path. A workspace cannot have them. */
const reserved = new Set(
  `
  about account admin api app assets auth baton billing blog changelog create demo-info docs favicon
  flows forms health help home inngest integrations invite legal login logout mail metrics new null
  outbox platform plugins pricing privacy public reset robots runs security settings sign-in
  sign-out sign-up signin signup sitemap static status stripe support survey system templates terms
  test trpc u undefined usage w webhooks workflows workspace workspaces www
  `
    .trim()
    .split(/\s+/),
);

export const isReservedSlug = (slug: string): boolean => reserved.has(slug);

/** "Café Müller & Söhne" → "cafe-muller-sohne"; never empty, never reserved. */
export function slugFromName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return usable(words.length > SLUG_MAX ? shortened(words) : words);
}

/** Ends with a whole word, where the words allow it. */
function shortened(words: string): string {
  const cut = words.slice(0, SLUG_MAX);
  const end = cut.lastIndexOf("-");
  return end > SLUG_MAX / 2 ? cut.slice(0, end) : cut;
}

function usable(slug: string): string {
  if (slug === "") return "team";
  return isReservedSlug(slug) ? `${slug}-team` : slug;
}

/** The first of slug, slug-2, slug-3… that is not taken. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const candidate = wanted.slice(0, SLUG_MAX - suffix.length).replace(/-+$/, "") + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
