import { valueGist } from "@/server/domain/value-gist";
import type { DataNode } from "./data-node";

/** A line of the tree as it is shown. */
export type DataRow = { node: DataNode; level: number; expandable: boolean; open: boolean; trail: string };

/** The open part of a tree, from top to bottom. */
export function openRows(nodes: readonly DataNode[], isOpen: (id: string) => boolean): DataRow[] {
  const rows: DataRow[] = [];
  const walk = (node: DataNode, level: number) => {
    const expandable = node.children.length > 0;
    const open = expandable && isOpen(node.id);
    rows.push({ node, level, expandable, open, trail: "" });
    if (open) for (const child of node.children) walk(child, level + 1);
  };
  for (const node of nodes) walk(node, 1);
  return rows;
}

const MOST_FOUND = 60;

/** What fits some words: in its name first, then in its path, then in its value. */
export function foundRows(nodes: readonly DataNode[], query: string): DataRow[] {
  const wanted = fold(query);
  const found: { row: DataRow; rank: number }[] = [];
  const walk = (node: DataNode, trail: string[]) => {
    const rank = node.path === null ? null : rankOf(node, wanted);
    if (rank !== null)
      found.push({
        row: { node, level: 1, expandable: false, open: false, trail: trail.join(" › ") },
        rank,
      });
    for (const child of node.children) walk(child, [...trail, node.label]);
  };
  for (const node of nodes) walk(node, []);
  return found
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_FOUND)
    .map(({ row }) => row);
}

function rankOf(node: DataNode, wanted: string): number | null {
  const label = fold(node.label);
  const path = fold(node.path ?? "");
  if (label === wanted || path === wanted) return 0;
  if (label.startsWith(wanted)) return 1;
  if (path.startsWith(wanted)) return 2;
  if (label.includes(wanted)) return 3;
  if (path.includes(wanted)) return 4;
  return node.children.length === 0 && wanted.length > 1 && fold(valueGist(node.value)).includes(wanted)
    ? 5
    : null;
}

/** "First name", "first_name" and "firstName" are the same words. */
const fold = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[\s_]+/g, " ")
    .trim();
