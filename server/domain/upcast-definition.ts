/** The version that `flowDefinitionSchema` describes. */
export const CURRENT_SCHEMA = 1;

type Document = Record<string, unknown>;

/** From a version to the next one. Old documents are read for ever, so nothing is removed from here. */
const upcasters: Record<number, (document: Document) => Document> = {};

export type Upcast = { ok: true; document: Document } | { ok: false; message: string };

/** An older document as the current version. Without `schema` it is one of version 1. */
export function upcastDefinition(document: Document, steps = upcasters, current = CURRENT_SCHEMA): Upcast {
  let version = document.schema ?? 1;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return { ok: false, message: "“schema” must be a version number, such as 1." };
  }
  if (version > current) {
    return {
      ok: false,
      message: `“schema” is ${version}, but this server reads versions up to ${current}. Update the server, or export the flow again from one of this version.`,
    };
  }
  let upcast = document;
  for (; version < current; version++)
    upcast = { ...(steps[version]?.(upcast) ?? upcast), schema: version + 1 };
  return { ok: true, document: upcast };
}
