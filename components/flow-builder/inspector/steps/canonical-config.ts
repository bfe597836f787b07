/** A configuration under the action's own names: earlier documents have others for some. */
export function canonicalConfig(
  config: Readonly<Record<string, unknown>>,
  aliases: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    const own = aliases[name] ?? name;
    // What is given under its own name wins.
    if (own === name || !Object.hasOwn(config, own)) result[own] = value;
  }
  return result;
}
