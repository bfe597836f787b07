/**
 * `{{ references }}` in configurations. A value that is one reference and nothing else keeps its type; what is not there
 * is null, or nothing in a text. `{{now + 3 days}}` is an instant. Heavy: in the browser, only where it is loaded late.
 */
import { Drop, Output } from "liquidjs";
import { type DataScope, readPath } from "./data-scope";
import { LIMITS } from "./flow-limits";
import { liquid, parseTemplate, setTemplateZone } from "./liquid-engine";
import { templateReferences } from "./template-references";
import { isTemplate, plainReference, rewriteTemplate } from "./template-source";

/** A template that cannot be read or rendered: a fault of the flow or its data. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

type Scope = Pick<DataScope, "data" | "lookup" | "timezone">;

/** One value: text with references gives text, a single reference the value itself, anything else itself. */
export function renderValue(template: unknown, scope: Scope): unknown {
  if (typeof template !== "string" || !isTemplate(template)) return template;
  const path = plainReference(template);
  if (path !== null) return scope.lookup(path) ?? null;
  if (scope.timezone) setTemplateZone(scope.data, scope.timezone);
  try {
    const expression = wholeExpression(template.trim());
    const value =
      expression === null
        ? liquid.renderSync(parseTemplate(template), scope.data)
        : liquid.evalValueSync(expression, scope.data);
    // Liquid's own words for nothing.
    const plain = value === undefined || value instanceof Drop ? null : value;
    if (typeof plain === "string" && plain.length > LIMITS.renderBytes)
      throw new Error("it gives more than 1 MB of text");
    return plain;
  } catch (error) {
    throw new TemplateError(`“${excerpt(template)}” cannot be rendered: ${reason(error)}.`);
  }
}

export type RenderedConfig = { value: unknown; missing: string[] };

/** A whole configuration. `missing`: references that led nowhere and have no default. */
export function renderConfig(config: unknown, scope: Scope): RenderedConfig {
  const missing = new Set<string>();
  let length = 0;
  const render = (value: unknown): unknown => {
    if (typeof value === "string" && isTemplate(value)) {
      const rendered = renderValue(value, scope);
      for (const { path, optional } of templateReferences(value)) {
        if (!optional && readPath(scope.data, path) === undefined) missing.add(path);
      }
      if (typeof rendered === "string") length += rendered.length;
      if (length > LIMITS.renderBytes)
        throw new TemplateError(
          "The references of the step give more than 1 MB of text. Send less, or a link to it.",
        );
      return rendered;
    }
    if (Array.isArray(value)) return value.map(render);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item)]));
    }
    return value;
  };
  return { value: render(config), missing: [...missing] };
}

/** The paths a template reads, without the names it makes itself. Empty for one that cannot be read. */
export const references = (template: string): string[] => [
  ...new Set(templateReferences(template).map(({ path }) => path)),
];

/** What is wrong with a template's text; null: nothing. */
export function templateProblem(template: string): string | null {
  if (!isTemplate(template) || plainReference(template) !== null) return null;
  try {
    parseTemplate(template);
    return null;
  } catch (error) {
    return `“${excerpt(template)}” cannot be read: ${reason(error)}.`;
  }
}

/** What stands between the braces of a template that is one output and nothing else, as Liquid reads it. */
function wholeExpression(template: string): string | null {
  const [only, ...others] = parseTemplate(template);
  if (!(only instanceof Output) || others.length > 0) return null;
  return rewriteTemplate(template).slice(2, -2).replace(/^-/, "").replace(/-$/, "");
}

const excerpt = (template: string): string => (template.length > 80 ? `${template.slice(0, 80)}…` : template);

/** Liquid's message, without the place inside the text that it means. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "")
    .replace(/, line:\d+.*$/, "")
    .replace(/ limit exceeded$/, " takes too much: the limit is reached");
}
