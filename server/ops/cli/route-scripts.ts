import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import * as z from "zod";
import { ROUTE_BUDGETS } from "./route-budgets";

export type RouteScripts = {
  route: string;
  /** Bytes, gzipped, without what all pages share. */
  first: number;
  later: number;
};

/** What each page of a build loads, read from the manifests that Next leaves beside it. */
export function readRouteScripts(build: string): RouteScripts[] {
  const { rootMainFiles, polyfillFiles } = sharedSchema.parse(json(join(build, "build-manifest.json")));
  const shared = new Set([...rootMainFiles, ...polyfillFiles]);
  const sizes = new Map<string, number>();
  const bytes = (files: Iterable<string>): number => {
    let sum = 0;
    for (const file of files) {
      const size = sizes.get(file) ?? gzipSync(readFileSync(join(build, file))).length;
      sizes.set(file, size);
      sum += size;
    }
    return sum;
  };
  const app = join(build, "server/app");
  return pagesIn(app).flatMap((folder) => {
    const route = `/${relative(app, folder)}/page`;
    if (route.startsWith("/_")) return [];
    const first = new Set(entryFiles(join(folder, MANIFEST), route).filter((file) => !shared.has(file)));
    const later = new Set(
      laterFiles(join(folder, "page/react-loadable-manifest.json")).filter(
        // Some that only the server would load are named, and not made.
        (file) =>
          file.endsWith(".js") && !shared.has(file) && !first.has(file) && existsSync(join(build, file)),
      ),
    );
    return [{ route, first: bytes(first), later: bytes(later) }];
  });
}

/** What is over its budget, in sentences. */
export function overBudget(pages: readonly RouteScripts[]): string[] {
  return pages.flatMap(({ route, first, later }) => {
    const budget = ROUTE_BUDGETS.find(({ routes }) => routes.test(route));
    if (!budget) return [`${route} has no budget: add it to route-budgets.ts.`];
    const over = (what: string, size: number, most: number) =>
      size > most * KB
        ? [`${route} ${what} ${kb(size)} of JavaScript, and ${budget.what} may ${most} KB.`]
        : [];
    return [...over("waits for", first, budget.first), ...over("loads later", later, budget.later)];
  });
}

export const kb = (bytes: number): string => `${(bytes / KB).toFixed(1)} KB`;

const KB = 1024;
const MANIFEST = "page_client-reference-manifest.js";

const sharedSchema = z.object({ rootMainFiles: z.array(z.string()), polyfillFiles: z.array(z.string()) });
const entrySchema = z.object({ entryJSFiles: z.record(z.string(), z.array(z.string())) });
const laterSchema = z.record(z.string(), z.object({ files: z.array(z.string()) }));

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function pagesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const here = entries.some(({ name }) => name === MANIFEST) ? [folder] : [];
  return [
    ...here,
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => pagesIn(join(folder, name))),
  ];
}

/**
 * The manifest is a script that assigns one object; what is assigned is JSON. A page without scripts of its own has those
 * of the layouts around it.
 */
function entryFiles(path: string, route: string): string[] {
  const text = readFileSync(path, "utf8");
  const from = text.indexOf('"] = {') + '"] = '.length;
  const { entryJSFiles } = entrySchema.parse(JSON.parse(text.slice(from).replace(/;?\s*$/, "")));
  const parts = route.split("/").slice(1, -1);
  const layouts = ["/layout", ...parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}/layout`)];
  return [...layouts, route].flatMap(
    (entry) => Object.entries(entryJSFiles).find(([name]) => name.endsWith(`]/app${entry}`))?.[1] ?? [],
  );
}

const laterFiles = (path: string): string[] =>
  existsSync(path) ? Object.values(laterSchema.parse(json(path))).flatMap(({ files }) => files) : [];
