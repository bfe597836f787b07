import { CaptureTag, type Context, Drop, filters, Liquid, type Template } from "liquidjs";
import { LIMITS } from "./flow-limits";
import { shiftTime } from "./shift-time";
import { rewriteTemplate } from "./template-source";

/** A filter as it is registered; `this` is Liquid's. */
type Handler = Extract<(typeof filters)[string], (...args: never[]) => unknown>;

const LONGEST_RENDER_MS = 500;

/**
 * Liquid, held back: no files, own properties only, and limits on the size of the source, on memory and on time. The
 * time is also looked at before each filter, and what is captured counts as memory: Liquid itself does neither.
 */
export const liquid = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  lenientIf: true,
  parseLimit: LIMITS.definitionBytes,
  renderLimit: LONGEST_RENDER_MS,
  memoryLimit: 8 * LIMITS.renderBytes,
  timezoneOffset: 0,
  outputEscape: asText,
  templates: {},
});

for (const tag of ["include", "render", "layout", "block"]) delete liquid.tags[tag];
// The same data gives the same text: a step that is tried again says what it said.
liquid.unregisterFilter("sample");

liquid.registerFilter("shift_time", (at: unknown, shifts: unknown) => {
  const from = typeof at === "string" || typeof at === "number" || at instanceof Date ? new Date(at) : null;
  return (from && !Number.isNaN(from.getTime()) && shiftTime(from, String(shifts))?.toISOString()) ?? at;
});

liquid.registerFilter("date", function (value: unknown, format: unknown, zone: unknown) {
  const { at, zone: own } = moment(value, this.context);
  return asHandler("date").call(this, at, format, zone ?? own);
});

for (const [name, filter] of Object.entries(liquid.filters)) {
  const handler = typeof filter === "function" ? filter : filter.handler;
  const timed: Handler = function (...args) {
    this.context.renderLimit.check(performance.now());
    return handler.apply(this, args);
  };
  liquid.registerFilter(name, typeof filter === "function" ? timed : { ...filter, handler: timed });
}

liquid.registerTag(
  "capture",
  class extends CaptureTag {
    override *render(context: Context) {
      yield* super.render(context);
      const captured: unknown = Object.getOwnPropertyDescriptor(context.bottom(), this.variable)?.value;
      context.memoryLimit.use(typeof captured === "string" ? captured.length : 1);
    }
  },
);

function asHandler(name: "date"): Handler {
  const filter = filters[name];
  if (typeof filter !== "function") throw new Error(`Liquid has no filter “${name}”`);
  return filter;
}

const zones = new WeakMap<object, string>();

/** The zone in which `date` writes instants that a template of this data shows. */
export const setTemplateZone = (data: object, zone: string): void => void zones.set(data, zone);

/** "now" is the step's own time. What names no zone is written as it is read; an instant, in the data's zone. */
function moment(value: unknown, { environments }: Context): { at: unknown; zone: string | undefined } {
  const zone = zones.get(environments);
  if (value === "now" || value === "today")
    return { at: "now" in environments ? environments.now : value, zone };
  if (typeof value !== "string") return { at: value, zone };
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return { at: value, zone: "UTC" };
  return /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? { at: `${value}Z`, zone: "UTC" } : { at: value, zone };
}

/** How a value reads inside a text. */
function asText(value: unknown): string {
  // A Drop is one of Liquid's own words for nothing.
  if (value === null || value === undefined || value instanceof Drop) return "";
  if (typeof value !== "object") return String(value);
  const isPlainList =
    Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
  return isPlainList ? value.map(asText).join(", ") : JSON.stringify(value);
}

const CACHED = 1_000;
const cache = new Map<string, Template[]>();

/** Parsed, or taken from the last thousand that were. Throws what Liquid says. */
export function parseTemplate(source: string): Template[] {
  const known = cache.get(source);
  if (known) {
    // The least recently used is first.
    cache.delete(source);
    cache.set(source, known);
    return known;
  }
  const parsed = liquid.parse(rewriteTemplate(source));
  if (source.length > 20_000) return parsed;
  const [oldest] = cache.keys();
  if (cache.size >= CACHED && oldest !== undefined) cache.delete(oldest);
  cache.set(source, parsed);
  return parsed;
}
