import { plainReference } from "@/server/domain/template-source";
import { kindOf, type ValueKind } from "../data/data-node";
import { findNode, type RunData } from "../data/run-data";

/** The path of a rule's field, also of one that is written with its braces. */
export const fieldPath = (field: string): string => plainReference(field) ?? field.trim();

/** What the sample has there. */
export function fieldSample(field: string, { scope }: RunData): { value: unknown; kind: ValueKind } {
  const path = fieldPath(field);
  const value = path.includes("{{") ? undefined : scope.lookup(path);
  return { value, kind: kindOf(value) };
}

/** How a field is called: with the name of what it belongs to. */
export function fieldTitle(field: string, { tree }: RunData): string {
  const path = fieldPath(field);
  const node = findNode(tree, path);
  const owner = node && tree.find((group) => group.path !== null && path.startsWith(`${group.path}.`));
  return node && owner && owner.path !== "trigger"
    ? `${owner.label} › ${node.label}`
    : path.replace(/^trigger\./, "");
}
