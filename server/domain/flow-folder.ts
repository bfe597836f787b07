import * as z from "zod";

const MOST_LEVELS = 5;
const LONGEST_NAME = 60;

/** Where a flow stands in the list: "Sales/Welcome"; "" is no folder. Folders are there while a flow is in them. */
export const flowFolderSchema = z
  .string("A folder has to be text.")
  .transform((path) => partsOf(path).join("/"))
  .pipe(
    z
      .string()
      .refine((path) => partsOf(path).length <= MOST_LEVELS, `Folders go ${MOST_LEVELS} levels deep at most.`)
      .refine(
        (path) => partsOf(path).every((name) => name.length <= LONGEST_NAME),
        `The name of a folder is at most ${LONGEST_NAME} characters long.`,
      ),
  );

/** "Sales/Welcome" → Sales, Sales/Welcome */
export function foldersAbove(path: string): string[] {
  const parts = partsOf(path);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

export const folderName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export type FolderCount = { path: string; flows: number };

/** Folders directly below one ("" is the top), with how many flows stand in each or below it. */
export function foldersBelow(counts: readonly FolderCount[], parent: string): FolderCount[] {
  const depth = partsOf(parent).length;
  const below = new Map<string, number>();
  for (const { path, flows } of counts) {
    const above = foldersAbove(path);
    const child = above[depth];
    if (child === undefined || (depth > 0 && above[depth - 1] !== parent)) continue;
    below.set(child, (below.get(child) ?? 0) + flows);
  }
  return [...below].map(([path, flows]) => ({ path, flows })).sort((a, b) => a.path.localeCompare(b.path));
}

/** Without empty names and double spaces. */
const partsOf = (path: string): string[] =>
  path
    .split("/")
    .map((name) => name.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .filter((name) => name !== "");
