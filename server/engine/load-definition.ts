import { pool } from "../db/pool";
import { type FlowDefinition, flowDefinitionSchema } from "../domain/flow";

const KEEP = 500;
const cache = new Map<string, FlowDefinition>();

/** The definition of a published version. Versions never change, so they are kept, the longest unused goes first. */
export async function loadDefinition(versionId: string): Promise<FlowDefinition> {
  const known = cache.get(versionId);
  if (known) {
    cache.delete(versionId);
    cache.set(versionId, known);
    return known;
  }
  const { rows } = await pool().query<{ definition: unknown }>(
    "select definition from flow_versions where id = $1",
    [versionId],
  );
  const definition = deepFreeze(flowDefinitionSchema.parse(rows[0]?.definition));
  cache.set(versionId, definition);
  const oldest = cache.keys().next().value;
  if (cache.size > KEEP && oldest) cache.delete(oldest);
  return definition;
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
