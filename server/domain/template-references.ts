import { Output, type Template, toValueSync } from "liquidjs";
import { liquid, parseTemplate } from "./liquid-engine";
import { isTemplate, plainReference } from "./template-source";

export type TemplateReference = {
  /** steps.a-b.output.x; as far as it is written out (`list` of `list[i]`). */
  path: string;
  /** It is only asked about ({% if x %}), or has a default: nothing is wrong when it is missing. */
  optional: boolean;
};

const cache = new Map<string, TemplateReference[]>();

/** What a template reads from outside, in the order in which it does. */
export function templateReferences(template: string): TemplateReference[] {
  if (!isTemplate(template)) return [];
  const plain = plainReference(template);
  if (plain !== null) return plain === "now" ? [] : [{ path: plain, optional: false }];
  const known = cache.get(template);
  if (known) return known;
  const found = analyse(template);
  if (cache.size >= 1_000) cache.clear();
  if (template.length <= 20_000) cache.set(template, found);
  return found;
}

function analyse(source: string): TemplateReference[] {
  try {
    const templates = parseTemplate(source);
    const needed = new Set(
      outputs(templates).flatMap((output) => (hasDefault(output) ? [] : paths([output]))),
    );
    const read = paths(templates).filter((path) => path !== "now");
    return [...new Set(read)].map((path) => ({ path, optional: !needed.has(path) }));
  } catch {
    return [];
  }
}

/** Every {{ }} of a template, also those inside tags. */
function outputs(templates: Template[]): Output[] {
  return templates.flatMap((template) => {
    if (template instanceof Output) return [template];
    const inside = template.children ? toValueSync(template.children(false, true)) : [];
    return Array.isArray(inside) ? outputs(inside) : [];
  });
}

const hasDefault = ({ value }: Output): boolean => value.filters.some(({ name }) => name === "default");

function paths(templates: Template[]): string[] {
  return liquid.globalVariableSegmentsSync(templates).map((segments) => {
    const dynamic = segments.findIndex((segment) => typeof segment === "object");
    return joinPath(segments.slice(0, dynamic < 0 ? undefined : dynamic).map(String));
  });
}

const joinPath = (segments: string[]): string =>
  segments.reduce((path, segment) => {
    if (/^[\w-]+$/.test(segment)) return path === "" ? segment : `${path}.${segment}`;
    return `${path}[${segment.includes('"') ? `'${segment}'` : `"${segment}"`}]`;
  }, "");
