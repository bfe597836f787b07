import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { overBudget, readRouteScripts } from "@/server/ops/cli/route-scripts";

const build = mkdtempSync(join(tmpdir(), "baton-build-"));
afterEach(() => rmSync(build, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(build, path)), { recursive: true });
  writeFileSync(join(build, path), text);
}

/** Text that cannot be packed. */
const noise = (bytes: number) =>
  Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join("");

test("a page's scripts are counted once, packed, and without those of the framework", () => {
  put("build-manifest.json", JSON.stringify({ rootMainFiles: ["static/react.js"], polyfillFiles: [] }));
  const page = "/(workspace)/w/[workspace]/flows/page";
  const manifest = { entryJSFiles: { [`[project]/app${page}`]: ["static/react.js", "static/a.js"] } };
  put(
    `server/app${dirname(page)}/page_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["${page}"] = ${JSON.stringify(manifest)};\n`,
  );
  put(
    `server/app${dirname(page)}/page/react-loadable-manifest.json`,
    JSON.stringify({ 1: { id: 1, files: ["static/a.js", "static/b.js", "static/b.css"] } }),
  );
  put("static/react.js", noise(5_000));
  put("static/a.js", "a".repeat(100_000));
  put("static/b.js", noise(900_000));
  put("static/b.css", noise(9_000));
  const [only, ...others] = readRouteScripts(build);
  expect(others).toEqual([]);
  expect(only?.route).toBe(page);
  expect(only?.first).toBeLessThan(1_000);
  expect(only?.later).toBeGreaterThan(600_000);
  expect(overBudget([{ route: page, first: 1, later: 1 }])).toEqual([]);
  expect(overBudget(only ? [only] : [])[0]).toMatch(/flows\/page loads later \d+\.\d KB/);
});

test("public pages may bring 120 KB", () => {
  const page = { route: "/(marketing)/page", later: 0 };
  expect(overBudget([{ ...page, first: 120 * 1024 }])).toEqual([]);
  expect(overBudget([{ ...page, first: 121 * 1024 }])[0]).toContain("may 120 KB");
});
