import * as z from "zod";

const frame = z.object({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.number(),
  columnNumber: z.number(),
});
/** A V8 CPU profile, as far as it is read here. */
export const cpuProfileSchema = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: frame })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

export type CpuProfile = z.infer<typeof cpuProfileSchema>;
type Frame = z.infer<typeof frame>;
type Share = { name: string; percent: number };
export type ProfileShares = { folders: Share[]; functions: (Share & { place: string })[] };

/** Turns a place in a bundle into the file it was made of; null where nothing is known of it. */
export type Origin = (url: string, line: number, column: number) => string | null;

/** Shares of the time, idle time included, by where the code comes from, and the `most` functions by their own time. */
export function profileShares(
  profile: CpuProfile,
  most: number,
  originOf: Origin = () => null,
): ProfileShares {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const total = profile.timeDeltas.reduce((sum, time) => sum + time, 0);
  const folders = new Map<string, number>();
  const functions = new Map<string, { name: string; place: string; time: number }>();
  profile.samples.forEach((id, index) => {
    const at = frames.get(id);
    const time = profile.timeDeltas[index] ?? 0;
    if (!at) return;
    const source = sourceOf(at, originOf);
    const folder = folderOf(at.functionName, source);
    folders.set(folder, (folders.get(folder) ?? 0) + time);
    const name = at.functionName || "(anonymous)";
    // The line is the bundle's, so it says nothing about a file that was found through the source map.
    const line = source === at.url ? `:${at.lineNumber + 1}` : "";
    const place = source ? `${shorten(source)}${line}` : folder;
    const key = `${name} ${place}:${at.columnNumber}`;
    const known = functions.get(key) ?? { name, place, time: 0 };
    functions.set(key, { ...known, time: known.time + time });
  });
  const percent = (time: number) => Number(((time / total) * 100).toFixed(1));
  return {
    folders: [...folders]
      .sort(([, a], [, b]) => b - a)
      .map(([name, time]) => ({ name, percent: percent(time) })),
    functions: [...functions.values()]
      .sort((a, b) => b.time - a.time)
      .slice(0, most)
      .map(({ name, place, time }) => ({ name, place, percent: percent(time) })),
  };
}

const sourceOf = ({ url, lineNumber, columnNumber }: Frame, originOf: Origin): string =>
  originOf(url, lineNumber, columnNumber) ?? url;

/** Package, part of the product, or what Node itself does. */
function folderOf(functionName: string, source: string): string {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (functionName === "(program)") return "outside JavaScript";
  if (source === "" || source.startsWith("node:")) return "node";
  const inPackage = source.split("node_modules/").at(-1)?.replace("%40", "@") ?? "";
  if (source.includes("node_modules/")) {
    const [first = "", second = ""] = inPackage.split("/");
    return `npm: ${first.startsWith("@") ? `${first}/${second}` : first}`;
  }
  if (source.includes("/.next/")) return "the production bundle";
  const own = /(?:^|[/\\])((?:(?:server|inngest)\/[\w-]+|app|components|prisma)(?=[/.]))/.exec(source)?.[1];
  return own ?? "other";
}

/** Without what is the same for all of them: the checkout's directory. */
function shorten(source: string): string {
  if (source.startsWith("node:")) return source;
  if (source.includes("node_modules/")) return `node_modules/${source.split("node_modules/").at(-1)}`;
  return /(?:^|\/)((?:\.next|server|inngest|app|components|prisma)\/.*)$/.exec(source)?.[1] ?? source;
}
