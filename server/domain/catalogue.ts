import type { FlowInput } from "./flow-input";

/** What a workspace's flows can use, as the validation needs to know it: made from the manifests, also in the browser. */
export type CatalogueAction = {
  key: string;
  /** Other keys under which documents name it. */
  alsoKnownAs?: string[];
  title: string;
  /** Slugs, aliases and ids of the plugin that has it; empty: the platform. */
  plugins: string[];
  required: string[];
  /** Extra names of inputs: alias → input. */
  aliases: Record<string, string>;
  /** Every input it declares. Absent: not known, any may be given. */
  fields?: string[];
  /** Names that its output has. */
  outputs?: string[];
  /** The connections of the workspace that it can use. Absent: not known. */
  connectable?: { id: string; name: string }[];
  /** The app whose connection it cannot do without. */
  needsConnection?: string | null;
};

export type Catalogue = {
  actions: CatalogueAction[];
  /** Names of message templates. Absent: not known. */
  messageTemplates?: string[];
  /** Ids of the workspace's connections. Absent: not known. */
  connections?: string[];
  /** Ids that a sub_flow may name. Absent: not known. */
  flows?: string[];
  /** What those flows expect to be given, by the same ids. */
  flowInputs?: Record<string, FlowInput>;
  /** People, tags and owner pools of the workspace. Absent: not known. */
  members?: { id: string; name: string; email: string }[];
  tags?: string[];
  pools?: { id: string; name: string }[];
  /** Fields that events are known to bring beyond those of our own catalogue, by type. */
  eventFields?: Record<string, string[]>;
};

type Offered = {
  key: string;
  alsoKnownAs?: string[];
  title: string;
  inputSchema: Record<string, unknown>;
  required: string[];
  aliases: Record<string, string>;
  sampleOutput: unknown;
  offeredBy?:
    | { source: "platform" }
    | { source: "plugin"; pluginId: string; pluginSlug: string; pluginAliases: string[] };
};

/** From an action's manifest. */
export function catalogueAction({
  key,
  alsoKnownAs,
  title,
  inputSchema,
  required,
  aliases,
  sampleOutput,
  offeredBy,
}: Offered): CatalogueAction {
  const plugins =
    offeredBy?.source === "plugin"
      ? [offeredBy.pluginSlug, offeredBy.pluginId, ...offeredBy.pluginAliases]
      : [];
  const { properties, additionalProperties } = inputSchema;
  const closed = isObject(properties) && additionalProperties === false;
  return {
    ...{ key, title, plugins, required, aliases },
    ...(alsoKnownAs?.length && { alsoKnownAs }),
    ...(closed && { fields: Object.keys(properties) }),
    outputs: isObject(sampleOutput) ? Object.keys(sampleOutput) : [],
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
