import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { complaint } from "./fixtures/import-rules";
import { findCycle, importsOf, sourceTree } from "./fixtures/source-tree";

const PRODUCT = ["app", "components", "server", "inngest", "prisma", "instrumentation.ts", "proxy.ts"];
const product = sourceTree(PRODUCT);
const everything = [
  ...product,
  ...sourceTree(["tests", "next.config.ts", "vitest.config.ts", "playwright.config.ts", "prisma.config.ts"]),
];
const paths = (files: { path: string }[]) => files.map(({ path }) => path);

describe("imports", () => {
  test("go only downwards: domain < db < accept-event < records < integrations < engine < features < api", () => {
    expect(product.flatMap(({ imports }) => imports.map(complaint)).filter(Boolean)).toEqual([]);
  });

  test("never go round in a circle", () => {
    expect(findCycle(product)).toBeNull();
  });

  test("are seen in every form", () => {
    const text = `import a, { type B } from "../db/pool";\nimport type {\n  C,\n} from "@/server/api/root";\nimport "./d";\nconst e = await import("./e.ts");\nexport * from "./f";\n// import g from "./g";\nimport * as z from "zod";`;
    const seen = importsOf("server/domain/x.ts", text).map(
      ({ to, typeOnly }) => `${to}${typeOnly ? " (type)" : ""}`,
    );
    expect(seen).toEqual([
      "server/db/pool",
      "server/api/root (type)",
      "server/domain/f",
      "npm:zod",
      "server/domain/d",
      "server/domain/e",
    ]);
  });

  test("are refused where they should be", () => {
    const refused = (from: string, statement: string) =>
      importsOf(from, statement).map(complaint).filter(Boolean).length > 0;
    expect(refused("server/domain/flow.ts", 'import { pool } from "../db/pool";')).toBe(true);
    expect(refused("server/domain/flow.ts", 'import "node:fs";')).toBe(true);
    expect(refused("server/records/task.ts", 'import { advance } from "../engine/advance";')).toBe(true);
    expect(refused("server/engine/record.ts", 'const x = await import("@/server/features/runs/data");')).toBe(
      true,
    );
    expect(refused("server/features/runs/router.ts", 'import { prisma } from "../../db/prisma";')).toBe(true);
    expect(refused("server/features/runs/data.ts", 'import { flowsRouter } from "../flows/router";')).toBe(
      true,
    );
    expect(refused("components/runs/list.tsx", 'import { AppRouter } from "@/server/api/root";')).toBe(true);
    expect(refused("components/runs/list.tsx", 'import type { AppRouter } from "@/server/api/root";')).toBe(
      false,
    );
    expect(refused("components/ui/button.tsx", 'import { Run } from "../runs/run";')).toBe(true);
    expect(refused("app/page.tsx", 'import { prisma } from "@/server/db/prisma";')).toBe(true);
  });
});

describe("names", () => {
  test("features hold a closed list of files", () => {
    const allowed = /^server\/features\/[a-z-]+\/(?:router|data|mutations|policy|service)\.ts$/;
    expect(
      paths(product).filter((path) => path.startsWith("server/features/") && !allowed.test(path)),
    ).toEqual([]);
  });

  test("are kebab-case and say what a file is", () => {
    const kebab =
      /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?:property\.test|long\.test|test|config|spec))?\.(?:tsx?|mjs)$/;
    expect(paths(everything).filter((path) => !kebab.test(basename(path)))).toEqual([]);
  });

  test("are never a barrel or a drawer", () => {
    const drawer = /(?:^|\/)(?:index|utils?|helpers?|common|misc|manager|shared)(?:\.|\/|$)/;
    expect(paths(everything).filter((path) => drawer.test(path))).toEqual([]);
  });

  test("of top-level folders are the prescribed ones", () => {
    const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
      .toString()
      .split("\n");
    const folders = new Set(
      tracked.filter((path) => path.includes("/")).map((path) => path.slice(0, path.indexOf("/"))),
    );
    const prescribed = ["app", "components", "server", "inngest", "prisma", "public", "tests", "docs", ".ci"];
    expect([...folders].filter((folder) => !prescribed.includes(folder))).toEqual([]);
  });
});

describe("files", () => {
  test("are short: median ≤ 80 lines, 95 % ≤ 250, none over 400", () => {
    const sizes = product.map(({ lines }) => lines).sort((a, b) => a - b);
    const share = (part: number) => sizes[Math.floor(part * (sizes.length - 1))];
    expect(product.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
      [],
    );
    expect(share(0.5)).toBeLessThanOrEqual(80);
    expect(share(0.95)).toBeLessThanOrEqual(250);
  });

  test("read process.env nowhere but in server/env and configurations", () => {
    const readers = everything
      .filter(({ text }) => /process\.env\b/.test(text.replace(/\/\*[\s\S]*?\*\//g, "")))
      .map(({ path }) => path);
    const allowed =
      /^(?:server\/env\.ts|instrumentation\.ts|[a-z]+\.config\.ts|tests\/architecture\.test\.ts)$/;
    expect(readers.filter((path) => !allowed.test(path))).toEqual([]);
  });

  test("have no any, no non-null assertion by another name, no leftovers", () => {
    const any = /(?::|<|\bas|,|\|)\s*any\b(?!\w|["'`\s]*:)/;
    const leftover = /\b(?:TODO|FIXME|XXX)\b|[Cc]oming soon|[Nn]ot implemented/;
    const code = product.filter(({ path }) => !path.endsWith(".mjs"));
    const stripped = (text: string) =>
      text
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "")
        .replace(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g, '""');
    expect(paths(code.filter(({ text }) => any.test(stripped(text))))).toEqual([]);
    expect(paths(product.filter(({ text }) => leftover.test(text)))).toEqual([]);
    expect(paths(product.filter(({ text }) => /@ts-(?:ignore|nocheck)|@ts-expect-error/.test(text)))).toEqual(
      [],
    );
  });

  test("import zod as a namespace, a third of the size", () => {
    expect(
      paths(everything.filter(({ text }) => /import\s+(?:\{[^}]*\}|z)\s+from\s+["']zod["']/.test(text))),
    ).toEqual([]);
  });
});
