/** Tags out of a list, or out of a text with commas. */
export function tagList(value: unknown): string[] {
  const tags = Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  return [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
}

/** In the form that the value had; a new one is a list. */
export function tagValue(tags: readonly string[], before: unknown): string | string[] | undefined {
  if (tags.length === 0) return undefined;
  return typeof before === "string" && before !== "" ? tags.join(", ") : [...tags];
}
