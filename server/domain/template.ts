/**
 * `{{ references }}` in configurations. Liquid with its limits set; a value that is one reference and nothing else keeps
 * its type; `{{now + 3 days}}` is rewritten before Liquid reads it. Own properties only: templates cannot reach prototypes.
 */
import { Liquid, type Template } from "liquidjs";
import { DateTime } from "luxon";
import { type DataScope, readPath } from "./data-scope";
import { LIMITS } from "./flow";

export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

const engine = new Liquid({
  ownPropertyOnly: true, strictVariables: false, strictFilters: true, lenientIf: true, parseLimit: 300_000, renderLimit: 2_000,
  memoryLimit: 8 * LIMITS.renderBytes, relativeReference: false, fs: { readFileSync: refuse, readFile: refuse, existsSync: () => false, exists: async () => false, resolve: () => "", contains: async () => false, containsSync: () => false },
});
engine.registerFilter("shift", (at: unknown, amount: unknown, unit: unknown) => {
  const moved = DateTime.fromISO(String(at), { zone: "utc" }).plus({ [String(unit)]: Number(amount) });
  return moved.isValid ? moved.toJSDate().toISOString() : String(at);
});

function refuse(): never {
  throw new TemplateError("Templates cannot include files");
}

const PATH = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\[\s*(?:\d+|"[^"]*"|'[^']*')\s*\])*$/;
const WHOLE = /^\s*\{\{-?((?:(?!\{\{|\}\})[\s\S])*?)-?\}\}\s*$/;
const NOW = /\bnow\s*([+-])\s*(\d+)\s*(second|minute|hour|day|week|month|year)s?\b/g;

const rewrite = (template: string): string =>
  template.replace(/\{\{[\s\S]*?\}\}/g, (part) => part.replace(NOW, (_match, sign: string, amount: string, unit: string) => `now | shift: ${sign === "-" ? "-" : ""}${amount}, "${unit}s"`));

const parsed = new Map<string, Template[]>();

function parse(template: string): Template[] {
  const known = parsed.get(template);
  if (known) return known;
  const tree = engine.parse(rewrite(template));
  if (parsed.size >= 1_000) parsed.delete(parsed.keys().next().value ?? "");
  if (template.length < 20_000) parsed.set(template, tree);
  return tree;
}

/** What rendering needs of a scope; `valuesScope` makes one of plain values. */
export type RenderScope = Pick<DataScope, "data" | "lookup">;

/** One value: text with references gives text, a single reference the value itself, anything else itself. */
export function renderValue(template: unknown, scope: RenderScope): unknown {
  if (typeof template !== "string" || !template.includes("{")) return template;
  try {
    const whole = WHOLE.exec(template)?.[1]?.trim();
    if (whole !== undefined) {
      if (PATH.test(whole)) return scope.lookup(whole) ?? null;
      return engine.evalValueSync(rewrite(`{{${whole}}}`).slice(2, -2), scope.data) ?? null;
    }
    const text = String(engine.renderSync(parse(template), scope.data));
    if (text.length > LIMITS.renderBytes) throw new TemplateError("The text is longer than 1 MB");
    return text;
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(`“${template.slice(0, 80)}” cannot be rendered: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
}

export type RenderedConfig = { value: unknown; missing: string[] };

/** A whole configuration. `missing`: plain references that led nowhere. */
export function renderConfig(config: unknown, scope: RenderScope): RenderedConfig {
  const missing = new Set<string>();
  const render = (value: unknown): unknown => {
    if (typeof value === "string") {
      for (const path of references(value)) if (readPath(scope.data, path) === undefined) missing.add(path);
      return renderValue(value, scope);
    }
    if (Array.isArray(value)) return value.map(render);
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item)]));
    return value;
  };
  return { value: render(config), missing: [...missing] };
}

/** The plain paths a template reads, without those that Liquid itself makes. */
export function references(template: string): string[] {
  if (!template.includes("{{")) return [];
  const paths = [...template.matchAll(/\{\{-?\s*([^|}]+?)\s*(?:\||-?\}\})/g)].map((match) => match[1] ?? "");
  return [...new Set(paths.filter((path) => PATH.test(path) && path !== "now"))];
}
