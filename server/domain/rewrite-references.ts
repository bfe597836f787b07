import { outletsOf } from "./outlets";
import { type Step, stepSchema } from "./step";
import { withTarget } from "./step-target";

/**
 * The step with other names for the steps it leads to and reads from: old id → new id. Itself when it knows none of
 * them. Its own id stays.
 */
export function rewriteReferences(step: Step, names: ReadonlyMap<string, string>): Step {
  const pointed = outletsOf(step).reduce((result, { outlet, target }) => {
    const renamed = target === undefined ? undefined : names.get(target);
    return renamed === undefined ? result : withTarget(result, outlet, renamed);
  }, step);
  return withReadings(pointed, names);
}

function withReadings(step: Step, names: ReadonlyMap<string, string>): Step {
  if (names.size === 0) return step;
  const ids = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
  const reference = new RegExp(
    String.raw`(?<![\w.-])steps(?:\.(${ids})(?=\.(?:output|error)(?![\w-]))|\[\s*(["'])(${ids})\2\s*\])`,
    "g",
  );
  let changed = false;
  const rewrite = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (!value.includes("steps")) return value;
      const text = value.replace(reference, (all, bare?: string, _quote?: string, quoted?: string) => {
        const id = names.get(bare ?? quoted ?? "");
        if (id === undefined) return all;
        return /^[\w-]+$/.test(id) ? `steps.${id}` : `steps["${id}"]`;
      });
      changed ||= text !== value;
      return text;
    }
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner)]));
  };
  // Words for people are theirs.
  const { id, name, description, ...rest } = step;
  const rewritten = rewrite(rest);
  if (!changed || typeof rewritten !== "object") return step;
  return stepSchema.parse({
    ...{ ...rewritten, id },
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  });
}
